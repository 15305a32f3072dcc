package io.quanjing.ingest.track;

import io.quanjing.kernel.ErrorCode;

/** The ways in which a batch or an event can be refused. */
public enum TrackError implements ErrorCode {
    WRITE_KEY_MISSING(Kind.UNAUTHENTICATED),
    WRITE_KEY_UNKNOWN(Kind.UNAUTHENTICATED),
    WRITE_KEY_NOT_FOUND(Kind.NOT_FOUND),
    WRITE_KEY_NAME_INVALID(Kind.INVALID),
    BODY_TOO_LARGE(Kind.TOO_LARGE),
    BODY_INCOMPLETE(Kind.INVALID),
    BODY_NOT_JSON(Kind.INVALID),
    BODY_NOT_GZIP(Kind.INVALID),
    BATCH_MISSING(Kind.INVALID),
    BATCH_TOO_LONG(Kind.TOO_LARGE),
    RATE_EXCEEDED(Kind.TOO_MANY),
    WRITER_BUSY(Kind.TOO_MANY),
    EVENTS_REJECTED(Kind.INVALID),
    EVENT_TOO_LARGE(Kind.TOO_LARGE),
    EVENT_NOT_AN_OBJECT(Kind.INVALID),
    EVENT_TYPE_UNKNOWN(Kind.INVALID),
    EVENT_NAME_MISSING(Kind.INVALID),
    EVENT_PERSON_MISSING(Kind.INVALID),
    EVENT_ID_INVALID(Kind.INVALID),
    EVENT_TIME_UNREADABLE(Kind.INVALID),
    EVENT_TIME_IN_FUTURE(Kind.INVALID),
    EVENT_TIME_TOO_OLD(Kind.INVALID),
    EVENT_VALUE_INVALID(Kind.INVALID),
    ORDER_ID_MISSING(Kind.INVALID),
    ORDER_UNKNOWN(Kind.INVALID),
    ORDER_AMOUNTS_CONFLICT(Kind.INVALID),
    /** A record of the log that this program cannot read. */
    RECORD_UNREADABLE(Kind.INVALID),
    /** An event of the log whose rows the warehouse does not take. */
    RECORD_REFUSED(Kind.INVALID);

    private final Kind kind;

    TrackError(Kind kind) {
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
