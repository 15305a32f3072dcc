package io.quanjing.ingest;

import io.quanjing.access.AuditAction;

/** What file imports write into the audit log. */
enum ImportAction implements AuditAction {
    FILE_IMPORTED,
    FORMAT_SAVED,
    FORMAT_RENAMED,
    FORMAT_DELETED,
    IMPORT_UNDONE;

    @Override
    public String module() {
        return "ingest";
    }
}
