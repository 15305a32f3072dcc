package io.quanjing.ingest.retention;

import io.quanjing.access.AuditAction;

/** What retention writes into the audit log. */
enum RetentionAction implements AuditAction {
    RETENTION_SET,
    RETENTION_REMOVED,
    FACTS_DELETED;

    @Override
    public String module() {
        return "ingest";
    }
}
