package io.quanjing.ingest;

import io.quanjing.access.AuditAction;

/** What file imports write into the audit log. */
enum ImportAction implements AuditAction {
    FILE_IMPORTED;

    @Override
    public String module() {
        return "ingest";
    }
}
