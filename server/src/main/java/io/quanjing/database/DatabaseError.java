package io.quanjing.database;

import io.quanjing.kernel.ErrorCode;

/** The ways in which the data folder or the operational database can refuse to work. */
public enum DatabaseError implements ErrorCode {
    /** Another process works on the data folder. Argument {@code holder}. */
    DATA_FOLDER_HELD(Kind.CONFLICT),
    /** The data folder cannot be created, entered or written. */
    DATA_FOLDER_UNUSABLE(Kind.UNAVAILABLE),
    /** The disk of the data folder is full. */
    DISK_FULL(Kind.UNAVAILABLE),
    /** There are no PostgreSQL binaries for this operating system and processor. */
    NO_BINARIES(Kind.UNAVAILABLE),
    /** The embedded PostgreSQL cannot be created, started or stopped. */
    POSTGRES_FAILED(Kind.UNAVAILABLE),
    /** The external PostgreSQL does not answer or refuses us. */
    UNREACHABLE(Kind.UNAVAILABLE),
    /** The tables of a module cannot be brought up to date. */
    MIGRATION_FAILED(Kind.INTERNAL);

    private final Kind kind;

    DatabaseError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "database";
    }
}
