package io.quanjing.warehouse;

import io.quanjing.kernel.ErrorCode;

/** What the warehouse can refuse. */
public enum WarehouseError implements ErrorCode {
    /** No table of that name. */
    UNKNOWN_TABLE(Kind.NOT_FOUND),
    /** A required column has no value. */
    VALUE_MISSING(Kind.INVALID),
    /** A value is not of its column's class or does not fit in it. */
    VALUE_REFUSED(Kind.INVALID),
    /** Too many writes wait already. */
    BUSY(Kind.TOO_MANY),
    /** Somebody else wrote from the same log meanwhile. */
    LOG_MOVED(Kind.CONFLICT),
    /** The write was taken back before. */
    UNDONE_ALREADY(Kind.CONFLICT),
    /** The query is not one reading statement. */
    NOT_A_QUERY(Kind.INVALID),
    /** The engine does not understand or cannot answer the query. */
    QUERY_REFUSED(Kind.INVALID),
    /** The answer has more rows than the caller allows. */
    TOO_MANY_ROWS(Kind.TOO_LARGE),
    /** The query ran or waited longer than the caller allows. */
    TIMED_OUT(Kind.UNAVAILABLE),
    /** More was known at a moment than is fetched to put it together. */
    PAST_TOO_LARGE(Kind.TOO_LARGE),
    /** The engine does not answer: it is away, or being restarted. */
    UNAVAILABLE(Kind.UNAVAILABLE),
    /** The asking thread was interrupted. */
    CANCELLED(Kind.UNAVAILABLE),
    /** Another process holds the file. */
    LOCKED(Kind.CONFLICT),
    /** The folder or file cannot be written. */
    NOT_WRITABLE(Kind.UNAVAILABLE),
    /** No room on the disk. */
    DISK_FULL(Kind.UNAVAILABLE),
    /** The engine's memory limit is too small for what was asked. */
    OUT_OF_MEMORY(Kind.UNAVAILABLE),
    /** The file was written by a later version of this program. */
    NEWER_FILE(Kind.CONFLICT),
    /** The file is no warehouse or damaged. */
    BROKEN_FILE(Kind.UNAVAILABLE),
    /** A setting of the warehouse is missing or wrong. */
    MISCONFIGURED(Kind.INVALID),
    /** The warehouse was closed. */
    CLOSED(Kind.UNAVAILABLE),
    /** Anything else that the engine reports. */
    FAILED(Kind.INTERNAL);

    private final Kind kind;

    WarehouseError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "warehouse";
    }
}
