package io.quanjing.ingest.mapping;

import io.quanjing.ingest.IngestError;
import io.quanjing.kernel.QuanjingException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one kind of file, kept by key for the files that look them up. */
final class KeptRows {

    private static final int LIMIT = 5_000_000;

    private final Map<String, @Nullable Object[]> rows = new HashMap<>();
    private final String kind;

    KeptRows(String kind) {
        this.kind = kind;
    }

    void put(String key, @Nullable Object[] values) {
        if (rows.size() >= LIMIT) {
            throw new QuanjingException(
                    IngestError.MEMORY_LIMIT,
                    "The " + kind + " files have more than " + LIMIT
                            + " rows that others look up, the limit of one run. Maybe import them in parts.",
                    Map.of("kind", kind, "limit", LIMIT));
        }
        rows.put(key, values);
    }

    @Nullable Object get(String key, int position) {
        Object[] values = rows.get(key);
        return values == null ? null : values[position];
    }
}
