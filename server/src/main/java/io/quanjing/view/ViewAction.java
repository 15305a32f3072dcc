package io.quanjing.view;

import io.quanjing.access.AuditAction;

/** What saved views write into the audit log. */
enum ViewAction implements AuditAction {
    VIEW_SAVED,
    VIEW_CHANGED,
    VIEW_DELETED;

    @Override
    public String module() {
        return "view";
    }
}
