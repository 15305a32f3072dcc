package io.quanjing.ingest.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A checked expression. Evaluating never throws: a value that cannot be read refuses its row, everything else that has no answer is null.
 *
 * @param kind what it gives
 * @param evaluation how
 */
record Expression(ValueKind kind, Evaluation evaluation) {

    /** Looks at a row. */
    @FunctionalInterface
    interface Evaluation {
        @Nullable Object of(RowFrame row);
    }

    @Nullable Object value(RowFrame row) {
        return evaluation.of(row);
    }

    /** Whether it is true of the row; no value counts as false. */
    boolean holds(RowFrame row) {
        return Boolean.TRUE.equals(evaluation.of(row));
    }
}
