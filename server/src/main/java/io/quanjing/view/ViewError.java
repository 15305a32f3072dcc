package io.quanjing.view;

import io.quanjing.kernel.ErrorCode;

/** Why a view cannot be kept or changed. */
enum ViewError implements ErrorCode {
    /** None, or none that the caller sees. */
    UNKNOWN_VIEW(Kind.NOT_FOUND),
    /** A name or an address that breaks a rule. */
    BAD_VIEW(Kind.INVALID),
    /** The owner has a view of this name already. */
    NAME_TAKEN(Kind.CONFLICT),
    TOO_MANY_VIEWS(Kind.CONFLICT),
    /** Seen, but somebody else's. */
    NOT_YOURS(Kind.FORBIDDEN),
    /** Only some roles may show their views to others. */
    SHARING_NOT_ALLOWED(Kind.FORBIDDEN);

    private final Kind kind;

    ViewError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "view";
    }
}
