package io.quanjing.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps e-mail addresses and mobile numbers out of the warehouse where a sender or a file uses them as ids. The same id gives the same
 * pseudonym through either door, so that visits and orders still belong together; without the installation's secret it cannot be undone by
 * trying all numbers.
 */
public final class Pseudonyms {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern MOBILE = Pattern.compile("(?:(?:\\+|00)?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+\\d[\\d -]{7,18}");

    private final SecretKeySpec secret;

    /** With the installation's secret, which has to stay the same for ever. */
    public Pseudonyms(byte[] secret) {
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** The id itself, or a pseudonym if it names a person to anybody who reads it. */
    public String of(String id) {
        if (!suspicious(id)) {
            return id;
        }
        if (EMAIL.matcher(id).matches()) {
            return pseudonym(id.toLowerCase(Locale.ROOT));
        }
        if (MOBILE.matcher(id).matches()) {
            String digits = id.replaceAll("\\D", "");
            return pseudonym(digits.substring(digits.length() - 11));
        }
        return INTERNATIONAL.matcher(id).matches() ? pseudonym(id.replaceAll("\\D", "")) : id;
    }

    /** A quick look, since nearly all ids are none of these. */
    private static boolean suspicious(String id) {
        int length = id.length();
        if (length == 0 || id.indexOf('@') >= 0) {
            return length > 0;
        }
        char first = id.charAt(0);
        return first == '+' || (length >= 11 && (first == '1' || first == '8' || first == '0'));
    }

    private String pseudonym(String personal) {
        return "p-" + HexFormat.of().formatHex(digest(personal), 0, 16);
    }

    /**
     * A hash of 32 bytes by which equal values are known as such, of no use without the secret.
     *
     * @param label what it is a hash of; with another label the same value has another hash, which no pseudonym has either
     */
    public byte[] keyed(String label, String value) {
        return digest(label + '\0' + value);
    }

    private byte[] digest(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256.", e);
        }
    }
}
