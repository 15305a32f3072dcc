package io.quanjing.ingest.hook;

import io.quanjing.kernel.ErrorCode;

/** Why a webhook, or a change of a source, is refused. */
enum HookError implements ErrorCode {
    /** The signature is missing or was not made with the source's secret over this body. */
    SIGNATURE_WRONG(Kind.UNAUTHENTICATED),
    /** The signed time is too far from ours. */
    SIGNATURE_OLD(Kind.UNAUTHENTICATED),
    /** This signature was seen before. */
    DELIVERY_REPLAYED(Kind.CONFLICT),
    /** The source takes nothing for now. */
    SOURCE_PAUSED(Kind.UNAVAILABLE),
    /** The body is larger than the limit. */
    DELIVERY_TOO_LARGE(Kind.TOO_LARGE),
    /** The body broke off. */
    DELIVERY_INCOMPLETE(Kind.INVALID),
    /** The source sends faster than the limit. */
    DELIVERY_RATE_EXCEEDED(Kind.TOO_MANY),
    /** There is no privacy request of this id. */
    UNKNOWN_PRIVACY_REQUEST(Kind.NOT_FOUND),
    /** The secret of a source is too short or too long. */
    SOURCE_SECRET_INVALID(Kind.INVALID),
    /** The shop system makes the secret, and none is given. */
    SOURCE_SECRET_MISSING(Kind.INVALID),
    /** A signed source has no mapping, or another kind has one. */
    SOURCE_MAPPING_MISPLACED(Kind.INVALID);

    private final Kind kind;

    HookError(Kind kind) {
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
