package io.quanjing.metric;

import io.quanjing.access.AuditAction;

/** What changes of a shop's own definitions write into the audit log. */
enum MetricAction implements AuditAction {
    DEFINITIONS_SAVED,
    DEFINITIONS_REMOVED;

    @Override
    public String module() {
        return "metric";
    }
}
