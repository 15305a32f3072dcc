package io.quanjing.target;

import io.quanjing.access.AuditAction;

/** What targets write into the audit log. */
enum TargetAction implements AuditAction {
    TARGET_SET,
    TARGET_DELETED,
    TARGETS_IMPORTED;

    @Override
    public String module() {
        return "target";
    }
}
