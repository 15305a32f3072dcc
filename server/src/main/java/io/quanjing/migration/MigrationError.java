package io.quanjing.migration;

import io.quanjing.kernel.ErrorCode;

/** Why an installation is not copied. */
public enum MigrationError implements ErrorCode {
    /** A setting of the target is missing, or names the source. */
    TARGET_UNKNOWN(Kind.INVALID),
    /** The target has data, and not from this source. */
    TARGET_NOT_EMPTY(Kind.CONFLICT),
    /** The source has changed since the copying began. */
    SOURCE_CHANGED(Kind.CONFLICT),
    /** The source has imports that wait for their server. */
    SOURCE_BUSY(Kind.CONFLICT),
    /** Both sides differ after the copying. */
    NOT_EQUAL(Kind.INTERNAL),
    /** One of the two databases failed. */
    DATABASE_FAILED(Kind.UNAVAILABLE);

    private final Kind kind;

    MigrationError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "migration";
    }
}
