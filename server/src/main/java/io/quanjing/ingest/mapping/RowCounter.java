package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.util.Map;

/** Counts how often each value has come in a file; 12 to 24 bytes a value, open addressing. */
final class RowCounter {

    private static final int LIMIT = 100_000_000;

    private long[] keys = new long[1 << 12];
    private int[] counts = new int[1 << 12];
    private int used;

    /** Counts one more and returns how many there are now. */
    long next(long hash) {
        if (used * 3L > keys.length * 2L) {
            grow();
        }
        int at = place(hash);
        if (counts[at] == 0) {
            keys[at] = hash;
            used++;
        }
        return ++counts[at];
    }

    private int place(long hash) {
        int mask = keys.length - 1;
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (counts[at] != 0 && keys[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        if (used > LIMIT) {
            throw new QuanjingException(
                    IngestError.MEMORY_LIMIT,
                    "A file has more than " + LIMIT
                            + " rows that occurrence() has to remember. Maybe the rows have an id; use it as key.",
                    Map.of("limit", LIMIT));
        }
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                counts[at] = oldCounts[i];
            }
        }
    }

    /** FNV-1a over the characters with a final mix. */
    static long hash(long seed, String text) {
        long h = seed;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ 0x1f) * 0x100000001b3L;
        h ^= h >>> 32;
        return h * 0x9E3779B97F4A7C15L;
    }
}
