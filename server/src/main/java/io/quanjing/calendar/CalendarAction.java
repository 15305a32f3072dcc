package io.quanjing.calendar;

import io.quanjing.access.AuditAction;

/** What {@code calendar} writes into the audit log. */
enum CalendarAction implements AuditAction {
    PROMOTION_CREATED,
    PROMOTION_CHANGED,
    PROMOTION_DELETED,
    ANNOTATION_CREATED,
    ANNOTATION_CHANGED,
    ANNOTATION_DELETED,
    FILE_IMPORTED;

    @Override
    public String module() {
        return "calendar";
    }
}
