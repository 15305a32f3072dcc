package io.quanjing.access;

import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;

/** Hashes passwords with Argon2id: 19 MiB, 2 passes, 1 lane, the first choice of OWASP's Password Storage Cheat Sheet. */
final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    /** Without letters and digits that look alike: people type it from a terminal. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int ONE_TIME_LENGTH = 20;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final SecureRandom random = new SecureRandom();
    /** Each hash takes 19 MiB, so a crowd at the door must queue. */
    private final Semaphore room = new Semaphore(2 * Runtime.getRuntime().availableProcessors());
    /** What an unknown user's password is compared with, so that the answer takes as long as for a known one; commands never need it. */
    private final SingletonSupplier<String> nobody = SingletonSupplier.of(() -> hash(oneTime()));

    String hash(String password) {
        room.acquireUninterruptibly();
        try {
            String hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalStateException("The password was not hashed.");
            }
            return hash;
        } finally {
            room.release();
        }
    }

    boolean matches(String password, String hash) {
        room.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            room.release();
        }
    }

    /** Takes as long as {@link #matches}; nobody knows the password that it would be true for. */
    boolean matchesNobody(String password) {
        return matches(password, nobody.obtain());
    }

    String oneTime() {
        StringBuilder password = new StringBuilder(ONE_TIME_LENGTH);
        for (int i = 0; i < ONE_TIME_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
