package io.quanjing.ingest.mapping;

import java.util.Locale;

/** What an expression gives, known before the first row is read. */
enum ValueKind {
    TEXT,
    /** {@link Long} or {@link java.math.BigDecimal}. */
    NUMBER,
    BOOLEAN,
    /** {@link java.time.LocalDate}. */
    DAY,
    /** {@link java.time.Instant}. */
    TIME,
    /** {@code null}, which fits everywhere. */
    NOTHING;

    boolean fits(ValueKind wanted) {
        return this == wanted || this == NOTHING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
