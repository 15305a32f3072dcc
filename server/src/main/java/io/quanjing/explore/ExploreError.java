package io.quanjing.explore;

import io.quanjing.kernel.ErrorCode;

/** Why a change is not explained. */
enum ExploreError implements ErrorCode {
    /** Several metrics or dimensions, or too many values, at once. */
    ONE_AT_A_TIME(Kind.INVALID);

    private final Kind kind;

    ExploreError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "explore";
    }
}
