package io.quanjing.access;

/** The stable name of one kind of change in the audit log. Each module owns an enum of its own; the page words it by {@link #code()}. */
public interface AuditAction {

    /** The enum constant's name: what was done, in the past tense. */
    String name();

    /** The owning module, the first part of {@link #code()}. */
    String module();

    /** The public code, for example {@code ingest.file_imported}. */
    default String code() {
        return module() + "." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
