package io.quanjing.ingest.contact;

import io.quanjing.access.AuditAction;

/** What is done with contacts and written into the audit log. */
enum ContactAction implements AuditAction {
    CONTACT_REVEALED;

    @Override
    public String module() {
        return "ingest";
    }
}
