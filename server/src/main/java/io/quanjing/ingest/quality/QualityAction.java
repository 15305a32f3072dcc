package io.quanjing.ingest.quality;

import io.quanjing.access.AuditAction;

/** What data quality writes into the audit log. */
enum QualityAction implements AuditAction {
    QUALITY_THRESHOLD_SET,
    QUALITY_THRESHOLD_REMOVED;

    @Override
    public String module() {
        return "ingest";
    }
}
