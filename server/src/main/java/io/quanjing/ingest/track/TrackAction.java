package io.quanjing.ingest.track;

import io.quanjing.access.AuditAction;

/** What write keys write into the audit log. */
enum TrackAction implements AuditAction {
    WRITE_KEY_CREATED,
    WRITE_KEY_REVOKED;

    @Override
    public String module() {
        return "ingest";
    }
}
