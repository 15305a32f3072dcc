package io.quanjing.access;

import java.util.Map;

/** The log of every change: who did what to which subject. */
public interface Audit {

    /**
     * Adds an entry.
     *
     * @param caller who acted
     * @param action what was done
     * @param subject the id of what was changed
     * @param details further values; no personal data
     */
    void record(Caller caller, AuditAction action, String subject, Map<String, ?> details);
}
