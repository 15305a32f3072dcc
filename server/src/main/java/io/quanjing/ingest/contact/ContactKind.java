package io.quanjing.ingest.contact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** By what a customer can be reached. */
public enum ContactKind {
    /** A telephone number; the one of a value is in the form of E.164, such as {@code +8613800138000}. */
    PHONE {
        @Override
        public Optional<String> normalised(String given) {
            String number = PUNCTUATION.matcher(given.strip()).replaceAll("");
            if (CHINESE_MOBILE.matcher(number).matches()) {
                return Optional.of(CHINA + number.substring(number.length() - CHINESE_DIGITS));
            }
            return Optional.of(number).filter(n -> INTERNATIONAL.matcher(n).matches());
        }

        @Override
        public String masked(String value) {
            int shown = value.length() - SHOWN_AT_END;
            return value.startsWith(CHINA) && value.length() == CHINA.length() + CHINESE_DIGITS
                    ? value.substring(CHINA.length(), CHINA.length() + 3) + STARS + value.substring(shown)
                    : value.substring(0, 3) + STARS + value.substring(shown + 2);
        }
    },
    /** An e-mail address, in small letters. */
    EMAIL {
        @Override
        public Optional<String> normalised(String given) {
            String address = given.strip().toLowerCase(Locale.ROOT);
            return Optional.of(address)
                    .filter(a ->
                            a.length() <= LONGEST_ADDRESS && ADDRESS.matcher(a).matches());
        }

        @Override
        public String masked(String value) {
            return value.substring(0, value.offsetByCodePoints(0, 1)) + "***" + value.substring(value.indexOf('@'));
        }
    };

    private static final String CHINA = "+86";
    private static final int CHINESE_DIGITS = 11;
    private static final int SHOWN_AT_END = 4;
    private static final String STARS = "****";
    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern PUNCTUATION = Pattern.compile("[\\s().-]");
    private static final Pattern CHINESE_MOBILE = Pattern.compile("(?:\\+86|0086|86)?1[3-9][0-9]{9}");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9][0-9]{7,14}");
    /** Without a star, by which platforms mask. */
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s*]+@[^@\\s*]+\\.[^@\\s*]+");

    /** The one form in which equal values are equal; empty if the text is none, or is masked. */
    public abstract Optional<String> normalised(String given);

    /** So much of a normalised value that its owner knows it again, and nobody else learns it: {@code 138****8000}, {@code m***@example.com}. */
    public abstract String masked(String value);

    /** The name outside of the program. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this name. */
    @JsonCreator
    public static ContactKind of(String id) {
        for (ContactKind kind : values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no kind of contact '" + id + "'. Maybe phone or email.");
    }
}
