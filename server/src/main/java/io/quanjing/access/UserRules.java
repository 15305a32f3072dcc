package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a user may be called and how a password must be. */
final class UserRules {

    static final int MIN_PASSWORD = 10;
    static final int MAX_PASSWORD = 200;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,63}");

    private UserRules() {}

    /** The one form of a name: users sign in without regard to case. */
    static String canonical(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Whether a user may be called so; nobody has to look for another name. */
    static boolean possible(String canonical) {
        return NAME.matcher(canonical).matches();
    }

    static String newName(String name) {
        String canonical = canonical(name);
        if (!possible(canonical)) {
            throw new QuanjingException(
                    AccessError.BAD_USER_NAME,
                    "The user name '" + canonical
                            + "' is not 2 to 64 letters, digits or . _ @ - that start with a letter or digit.",
                    Map.of("name", canonical));
        }
        return canonical;
    }

    /** Length is what counts (NIST SP 800-63B); a password that contains the name is the first that is tried. */
    static void checkPassword(String name, String password) {
        int length = password.codePointCount(0, password.length());
        boolean containsName = password.toLowerCase(Locale.ROOT).contains(name);
        boolean oneCharacter = password.codePoints().distinct().count() < 4;
        if (length < MIN_PASSWORD || length > MAX_PASSWORD || containsName || oneCharacter) {
            throw new QuanjingException(
                    AccessError.WEAK_PASSWORD,
                    "The new password must have " + MIN_PASSWORD + " to " + MAX_PASSWORD
                            + " characters, at least 4 different ones, and must not contain the user name.",
                    Map.of("min", MIN_PASSWORD, "max", MAX_PASSWORD));
        }
    }

    static QuanjingException unknown(String name) {
        return new QuanjingException(AccessError.UNKNOWN_USER, "There is no user " + name + ".", Map.of("name", name));
    }
}
