package io.quanjing.ingest.topic;

import io.quanjing.access.AuditAction;

/** What topics as sources write into the audit log. */
enum TopicAction implements AuditAction {
    TOPIC_CREATED,
    TOPIC_CHANGED,
    TOPIC_PAUSED,
    TOPIC_RESUMED,
    TOPIC_REPLAYED,
    TOPIC_RETRIED,
    TOPIC_DROPPED,
    TOPIC_DELETED;

    @Override
    public String module() {
        return "ingest";
    }
}
