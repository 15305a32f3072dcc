package io.quanjing.ingest.draft;

import io.quanjing.ingest.mapping.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values of one column look like. */
final class ColumnProfile {

    /** So many different words a vocabulary may have. */
    static final int MOST_WORDS = 60;

    private static final int SAMPLES = 4;
    private static final int CUT = 120;
    private static final double MOST = 0.7;
    private static final Pattern COMMA = Pattern.compile("[-+]?\\d{1,3}([. \u00a0]\\d{3})+(,\\d+)?|[-+]?\\d+,\\d{1,2}");

    private final LayoutVotes layouts;
    private final Map<String, Long> words = new LinkedHashMap<>();
    private final Set<Integer> seen = new HashSet<>();
    private final List<String> samples = new ArrayList<>();
    private long filled;
    private long numbers;
    private long fractions;
    private long commas;
    private long commaOnly;
    private boolean unique = true;
    private boolean manyWords;
    private boolean wide;

    ColumnProfile(List<String> layouts) {
        this.layouts = new LayoutVotes(layouts);
    }

    void look(String cell) {
        String value = Values.id(cell);
        if (Values.nothing(value)) {
            return;
        }
        filled++;
        unique &= seen.add(value.hashCode());
        word(value);
        if (samples.size() < SAMPLES && !samples.contains(cut(value))) {
            samples.add(cut(value));
        }
        wide |= value.length() > MOST_WORDS;
        BigDecimal number = Values.number(value);
        boolean comma = COMMA.matcher(value).matches();
        if (number != null) {
            numbers++;
            fractions += number.stripTrailingZeros().scale() > 0 ? 1 : 0;
        }
        commas += comma || (number != null && value.indexOf('.') < 0) ? 1 : 0;
        commaOnly += comma && number == null ? 1 : 0;
        layouts.look(value, number);
    }

    private void word(String value) {
        if (manyWords) {
            return;
        }
        long ignored = words.merge(cut(value), 1L, Long::sum);
        if (words.size() > MOST_WORDS) {
            manyWords = true;
            words.clear();
        }
    }

    long filled() {
        return filled;
    }

    List<String> samples() {
        return List.copyOf(samples);
    }

    /** The different values and how often each stands; empty if they are too many for a vocabulary. */
    Map<String, Long> words() {
        return manyWords ? Map.of() : words;
    }

    /** Whether no value stands twice. */
    boolean unique() {
        return unique && filled > 1;
    }

    boolean decimalComma() {
        return commaOnly > 0 && commas >= MOST * filled;
    }

    boolean numeric() {
        return filled > 0 && (numbers >= MOST * filled || decimalComma());
    }

    boolean fractional() {
        return fractions > 0 || decimalComma();
    }

    /** Whether the values are times in some layout. */
    boolean temporal() {
        return filled > 0 && layouts.best() >= MOST * filled;
    }

    /** Whether it is a time and not a plain number that may be one. */
    boolean surelyTemporal() {
        return temporal() && numbers < MOST * filled;
    }

    /** The layout of the times, or null for the usual ones. */
    @Nullable String pattern() {
        return layouts.pattern();
    }

    /** What the values look like, in one word for the page. */
    String kind() {
        if (filled == 0) {
            return "empty";
        }
        if (surelyTemporal()) {
            return "time";
        }
        if (numeric()) {
            return fractional() ? "number" : "integer";
        }
        return wide ? "long_text" : "text";
    }

    private static String cut(String value) {
        return value.length() <= CUT ? value : value.substring(0, CUT) + "…";
    }
}
