package io.quanjing.ingest.pull;

import io.quanjing.access.AuditAction;

/** What sources that are asked write into the audit log. */
enum PullAction implements AuditAction {
    PULL_CREATED,
    PULL_CHANGED,
    PULL_PAUSED,
    PULL_RESUMED,
    PULL_REPLAYED,
    PULL_RETRIED,
    PULL_DELETED;

    @Override
    public String module() {
        return "ingest";
    }
}
