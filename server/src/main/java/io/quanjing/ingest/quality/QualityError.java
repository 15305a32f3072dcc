package io.quanjing.ingest.quality;

import io.quanjing.kernel.ErrorCode;

/** Why a question or a change of data quality is refused. */
enum QualityError implements ErrorCode {
    /** There is no rule of this id. */
    UNKNOWN_QUALITY_RULE(Kind.NOT_FOUND),
    /** A threshold is no number above 0, or fails before it warns. */
    QUALITY_THRESHOLD_INVALID(Kind.INVALID),
    /** There is no comparison of this name. */
    UNKNOWN_COMPARISON(Kind.NOT_FOUND);

    private final Kind kind;

    QualityError(Kind kind) {
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
