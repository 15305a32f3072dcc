package io.quanjing.ingest.live;

import io.quanjing.access.AuditAction;

/**
 * How what is done with sources of a kind is called.
 *
 * @param retried when what was rejected was read again
 * @param one what comes from such a source; a row, for instance
 * @param several the same in the plural, by which the audit log counts them
 */
public record LiveWords(
        AuditAction paused,
        AuditAction resumed,
        AuditAction retried,
        AuditAction deleted,
        String one,
        String several) {}
