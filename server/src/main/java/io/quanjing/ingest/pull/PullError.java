package io.quanjing.ingest.pull;

import io.quanjing.kernel.ErrorCode;

/** Why a database cannot be read, or a source of this kind not be made. That another system is away is no fault of ours: no code is one. */
enum PullError implements ErrorCode {
    /** What was entered breaks a rule. */
    PULL_SETTING_INVALID(Kind.INVALID),
    /** The address is one that the server must not speak to. */
    PULL_ADDRESS_FORBIDDEN(Kind.INVALID),
    /** Nobody answers at the address, or the connection broke. */
    PULL_UNREACHABLE(Kind.CONFLICT),
    /** The other end refuses the encryption, or has a certificate that cannot be verified. */
    PULL_ENCRYPTION_REFUSED(Kind.INVALID),
    /** User and password are not accepted. */
    PULL_LOGIN_REFUSED(Kind.INVALID),
    /** There is no such database. */
    PULL_DATABASE_UNKNOWN(Kind.INVALID),
    /** There is no such table, or the user may not see it. */
    PULL_TABLE_UNKNOWN(Kind.INVALID),
    /** The user may not read the table. */
    PULL_NOT_ALLOWED(Kind.INVALID),
    /** The table has no such column. */
    PULL_COLUMN_UNKNOWN(Kind.INVALID),
    /** Rows cannot be put in order by a column of this type. */
    PULL_COLUMN_UNFIT(Kind.INVALID),
    /** Several rows have the same key. */
    PULL_KEY_REPEATED(Kind.INVALID),
    /** Some rows have no value by which they would be found. */
    PULL_COLUMN_EMPTY(Kind.INVALID),
    /** A statement took too long. */
    PULL_TOO_SLOW(Kind.CONFLICT),
    /** The other end reports something else. */
    PULL_FAILED(Kind.CONFLICT),
    /** The mapping needs all rows of a file at once. */
    PULL_MAPPING_UNFIT(Kind.INVALID),
    /** So much was rejected already that nothing more is read. */
    PULL_REJECTED_TOO_MUCH(Kind.UNAVAILABLE),
    /** A single row is larger than the limit. */
    PULL_ROW_TOO_LARGE(Kind.TOO_LARGE);

    private final Kind kind;

    PullError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "ingest";
    }
}
