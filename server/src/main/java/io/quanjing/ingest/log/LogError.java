package io.quanjing.ingest.log;

import io.quanjing.kernel.ErrorCode;

/** What is wrong with the log. */
enum LogError implements ErrorCode {
    /** No broker answers, or too late. */
    LOG_UNREACHABLE(Kind.UNAVAILABLE),
    /** The topic is not there and the broker does not let us create it. */
    LOG_TOPIC_MISSING(Kind.CONFLICT),
    /** The topic is there, with settings that do not go with ours. */
    LOG_TOPIC_DIFFERS(Kind.CONFLICT),
    /** A setting of ours is not one of Kafka's. */
    LOG_SETTING_INVALID(Kind.INVALID),
    /** The broker refuses us. */
    LOG_REFUSED(Kind.CONFLICT),
    /** The log ends before the position that the warehouse has. */
    LOG_SHORTER(Kind.UNAVAILABLE),
    /** Records wait longer than they should. */
    LOG_BEHIND(Kind.UNAVAILABLE),
    /** A record is longer than the broker takes. */
    LOG_RECORD_TOO_LONG(Kind.TOO_LARGE);

    private final Kind kind;

    LogError(Kind kind) {
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
