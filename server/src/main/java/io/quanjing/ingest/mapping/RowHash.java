package io.quanjing.ingest.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Hashes of rows and values: 96 bits of SHA-256 for keys that are kept, 64 quick bits for counting. */
final class RowHash {

    private static final int BYTES = 12;
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    });

    private RowHash() {}

    /** The hash of the values, or of the whole row if there are none. */
    static String of(List<Expression> values, RowFrame row) {
        StringBuilder joined = new StringBuilder(128);
        if (values.isEmpty()) {
            for (String cell : row.raw.cells()) {
                joined.append(cell).append('\u001f');
            }
        }
        for (Expression value : values) {
            joined.append(Operators.text(value.value(row))).append('\u001f');
        }
        byte[] digest = DIGEST.get().digest(joined.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    }

    static long quick(List<Expression> values, RowFrame row) {
        long hash = 0xcbf29ce484222325L;
        if (values.isEmpty()) {
            for (String cell : row.raw.cells()) {
                hash = RowCounter.hash(hash, cell);
            }
        }
        for (Expression value : values) {
            String text = Operators.text(value.value(row));
            hash = RowCounter.hash(hash, text == null ? "\u0000" : text);
        }
        return hash;
    }
}
