package io.quanjing.benchmark;

import io.quanjing.kernel.ErrorCode;

/** How {@code benchmark} refuses. */
enum BenchmarkError implements ErrorCode {
    /** No CSV with the columns that are needed. */
    BAD_FILE(Kind.INVALID),
    /** Rows that break a rule; the arguments name line, column, value and rule of each. */
    BAD_ROWS(Kind.INVALID),
    TOO_MUCH(Kind.TOO_LARGE),
    /** What holds for all shops is changed only by somebody who sees them all. */
    ALL_SHOPS_NEEDED(Kind.FORBIDDEN),
    UNKNOWN_BENCHMARK(Kind.NOT_FOUND);

    private final Kind kind;

    BenchmarkError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "benchmark";
    }
}
