package io.quanjing.ingest.contact;

import io.quanjing.kernel.ErrorCode;

/** Why a contact is not told. */
enum ContactError implements ErrorCode {
    /** The customer has no contact of the kind in the shop. */
    UNKNOWN_CONTACT(Kind.NOT_FOUND),
    /** Nobody reads a contact without saying why. */
    REVEAL_REASON_INVALID(Kind.INVALID);

    private final Kind kind;

    ContactError(Kind kind) {
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
