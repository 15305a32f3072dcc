package io.quanjing.ingest.live;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what the operational database must not hold in the clear: AES-256 in GCM mode under a key of 32 random bytes in a file that its
 * owner alone reads. Whoever has the database alone reads nothing; whoever loses the file enters the secrets again.
 */
public final class Seal {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SecretKeySpec key;

    /** With the key in a file; one that is not there is made when it is first needed. */
    public Seal(Path file) {
        this.file = file;
    }

    /**
     * Encrypts.
     *
     * @param subject what it belongs to; it opens for the same subject alone, so that rows cannot be exchanged
     */
    public byte[] close(String subject, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] text = cipher(Cipher.ENCRYPT_MODE, subject, nonce, key()).doFinal(plain);
            return ByteBuffer.allocate(nonce.length + text.length)
                    .put(nonce)
                    .put(text)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES in GCM mode.", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws QuanjingException if it was encrypted under another key, for another subject, or was changed
     */
    public byte[] open(String subject, byte[] closed) {
        ByteBuffer bytes = ByteBuffer.wrap(closed);
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] text = new byte[bytes.remaining()];
        bytes.get(text);
        try {
            return cipher(Cipher.DECRYPT_MODE, subject, nonce, key()).doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new QuanjingException(
                    LiveError.SOURCE_KEY_UNUSABLE,
                    "What is kept of " + subject + " cannot be decrypted with the key in " + file
                            + ". Maybe the file is not the one that it was encrypted with: quanjing.ingest.hook.key names"
                            + " it, and all replicas need the same; or enter the secret of the source again.",
                    Map.of("file", file.toString(), "subject", subject),
                    e);
        }
    }

    private static Cipher cipher(int mode, String subject, byte[] nonce, SecretKeySpec key)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(subject.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private synchronized SecretKeySpec key() {
        if (key == null) {
            try {
                if (!Files.exists(file)) {
                    make();
                }
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length != KEY_BYTES) {
                    throw new QuanjingException(
                            LiveError.SOURCE_KEY_UNUSABLE,
                            "The key file " + file + " has " + bytes.length + " bytes, and a key has " + KEY_BYTES
                                    + ". Maybe another file is meant.",
                            Map.of("file", file.toString(), "subject", "key"));
                }
                key = new SecretKeySpec(bytes, "AES");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return key;
    }

    /** Whole or not at all, and never readable for others; where another replica was quicker, its key is the one. */
    private void make() throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), "webhook", ".part");
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Path ignored = Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
            }
            Path ignored = Files.write(aside, bytes);
            ignored = Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // The other one's key is read next.
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
