package io.quanjing.target;

import io.quanjing.kernel.ErrorCode;

/** Why a target cannot be kept. */
enum TargetError implements ErrorCode {
    /** No target is given for the period. */
    UNKNOWN_TARGET(Kind.NOT_FOUND),
    UNKNOWN_METRIC(Kind.INVALID),
    /** The metric cannot be split by it. */
    BAD_DIMENSION(Kind.INVALID),
    /** No fact of the shop has this value. */
    UNKNOWN_VALUE(Kind.INVALID),
    BAD_PERIOD(Kind.INVALID),
    BAD_AMOUNT(Kind.INVALID),
    /** The parts are more than the whole. */
    PARTS_EXCEED(Kind.CONFLICT),
    /** All parts are given, and less than the whole. */
    PARTS_FALL_SHORT(Kind.CONFLICT),
    /** Two lines of a file say the same. */
    TWICE(Kind.INVALID),
    UNKNOWN_SHOP(Kind.NOT_FOUND),
    BAD_FILE(Kind.INVALID),
    TOO_MUCH(Kind.INVALID);

    private final Kind kind;

    TargetError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "target";
    }
}
