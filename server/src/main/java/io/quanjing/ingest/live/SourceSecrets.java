package io.quanjing.ingest.live;

import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passwords and secrets of sources, encrypted: each opens for its own source alone. */
public final class SourceSecrets {

    private final Seal seal;

    public SourceSecrets(Seal seal) {
        this.seal = seal;
    }

    /** Encrypts the secret of a source; null if it has none. */
    public byte @Nullable [] close(String source, @Nullable String secret) {
        return secret == null ? null : seal.close(subject(source), secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Decrypts the secret of a source; null if none is kept.
     *
     * @throws QuanjingException if it is not the one of this source, or the key is another one
     */
    public @Nullable String open(String source, byte @Nullable [] closed) {
        return closed == null ? null : new String(seal.open(subject(source), closed), StandardCharsets.UTF_8);
    }

    private static String subject(String source) {
        return "source " + source;
    }

    /**
     * Keeps a password from being sent to a place that it was not entered for.
     *
     * @param kept the password of the source as it is, if it has one
     * @param samePlace whether the changed source signs in where it did before
     * @param invalid what is told otherwise
     * @param rule when a password is needed
     * @return the kept one
     * @throws QuanjingException if the place is another one
     */
    public static @Nullable String keptFor(boolean samePlace, @Nullable String kept, ErrorCode invalid, String rule) {
        if (!samePlace && kept != null) {
            throw new QuanjingException(
                    invalid,
                    "The source leads to another place now, and its password is not sent there. Enter the password of the new place.",
                    Map.of("field", "password", "value", "", "rule", rule));
        }
        return kept;
    }
}
