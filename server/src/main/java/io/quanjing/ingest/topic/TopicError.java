package io.quanjing.ingest.topic;

import io.quanjing.kernel.ErrorCode;

/** Why a topic cannot be read, a message of it not be taken, or a source of this kind not be made. */
enum TopicError implements ErrorCode {
    /** What was entered breaks a rule. */
    TOPIC_SETTING_INVALID(Kind.INVALID),
    /** The address is one that the server must not speak to. */
    TOPIC_ADDRESS_FORBIDDEN(Kind.INVALID),
    /** No broker answers, or the connection broke. */
    TOPIC_UNREACHABLE(Kind.CONFLICT),
    /** The brokers speak another protection, or show a certificate that cannot be verified. */
    TOPIC_PROTECTION_REFUSED(Kind.INVALID),
    /** User and password are not accepted. */
    TOPIC_LOGIN_REFUSED(Kind.INVALID),
    /** There is no such topic, or the user may not see it. */
    TOPIC_UNKNOWN(Kind.INVALID),
    /** The user may not read the topic, or not with our group. */
    TOPIC_NOT_ALLOWED(Kind.INVALID),
    /** A broker reports something else. */
    TOPIC_FAILED(Kind.CONFLICT),
    /** The topic was deleted and made anew. */
    TOPIC_MADE_ANEW(Kind.CONFLICT),
    /** The topic ends before the message that would come next. */
    TOPIC_SHORTER(Kind.UNAVAILABLE),
    /** The topic dropped messages before they were read. */
    TOPIC_MESSAGES_MISSED(Kind.CONFLICT),
    /** So many messages were rejected that the newest are only counted. */
    TOPIC_REJECTED_TOO_MUCH(Kind.CONFLICT),
    /** A message is larger than the limit. */
    TOPIC_MESSAGE_TOO_LARGE(Kind.INVALID),
    /** A message asks something of people, which comes by webhook only. */
    TOPIC_REQUEST_MISPLACED(Kind.INVALID),
    /** There are as many sources of this kind as may be. */
    TOPIC_TOO_MANY(Kind.CONFLICT);

    private final Kind kind;

    TopicError(Kind kind) {
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
