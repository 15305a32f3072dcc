package io.quanjing.ingest.live;

import io.quanjing.kernel.ErrorCode;

/** Why a message, or a change of a live source of any kind, is refused. */
public enum LiveError implements ErrorCode {
    /** There is no such source. */
    UNKNOWN_SOURCE(Kind.NOT_FOUND),
    /** The rejected delivery or row is not there, or was taken meanwhile. */
    UNKNOWN_DELIVERY(Kind.NOT_FOUND),
    /** The message is no JSON object. */
    DELIVERY_NOT_JSON(Kind.INVALID),
    /** The mapping does not know the topic. */
    DELIVERY_TOPIC_UNKNOWN(Kind.INVALID),
    /** The message does not have the id or time that its topic is ordered by. */
    DELIVERY_SUBJECT_MISSING(Kind.INVALID),
    /** The message has more rows of one kind than are read of one. */
    DELIVERY_TOO_MANY_ROWS(Kind.INVALID),
    /** The name of a source has no or too many characters. */
    SOURCE_NAME_INVALID(Kind.INVALID),
    /** The key that secrets are kept under is not the one that this source was made with. */
    SOURCE_KEY_UNUSABLE(Kind.UNAVAILABLE);

    private final Kind kind;

    LiveError(Kind kind) {
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
