package io.quanjing.ingest.retention;

import io.quanjing.kernel.ErrorCode;

/** Why a question or a change of retention is refused. */
enum RetentionError implements ErrorCode {
    /** There is no kind of data of this id. */
    UNKNOWN_RETAINED_DATA(Kind.NOT_FOUND),
    /** The days are too few or too many. */
    RETENTION_DAYS_INVALID(Kind.INVALID),
    /** So few days of orders have to be confirmed. */
    RETENTION_UNCONFIRMED(Kind.INVALID),
    /** Retention holds for all shops. */
    RETENTION_OF_ALL_SHOPS(Kind.FORBIDDEN);

    private final Kind kind;

    RetentionError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "ingest";
    }
}
