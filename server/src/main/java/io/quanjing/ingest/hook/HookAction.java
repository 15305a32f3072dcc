package io.quanjing.ingest.hook;

import io.quanjing.access.AuditAction;

/** What sources write into the audit log. */
enum HookAction implements AuditAction {
    SOURCE_CREATED,
    SOURCE_PAUSED,
    SOURCE_RESUMED,
    SOURCE_SECRET_CHANGED,
    SOURCE_MAPPING_CHANGED,
    SOURCE_DELETED,
    DELIVERIES_RETRIED,
    DELIVERIES_REPLAYED,
    PRIVACY_REQUESTED,
    PRIVACY_REQUEST_DONE;

    @Override
    public String module() {
        return "ingest";
    }
}
