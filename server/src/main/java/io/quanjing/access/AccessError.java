package io.quanjing.access;

import io.quanjing.kernel.ErrorCode;

/** How {@code access} refuses. */
enum AccessError implements ErrorCode {
    SIGN_IN_REQUIRED(Kind.UNAUTHENTICATED),
    BAD_CREDENTIALS(Kind.UNAUTHENTICATED),
    BAD_TOKEN(Kind.UNAUTHENTICATED),
    TOO_MANY_ATTEMPTS(Kind.TOO_MANY),
    PASSWORD_CHANGE_REQUIRED(Kind.FORBIDDEN),
    ROLE_REQUIRED(Kind.FORBIDDEN),
    CSRF_TOKEN_REQUIRED(Kind.FORBIDDEN),
    SHOP_OUT_OF_SCOPE(Kind.FORBIDDEN),
    USER_SESSION_REQUIRED(Kind.FORBIDDEN),
    WRONG_PASSWORD(Kind.INVALID),
    WEAK_PASSWORD(Kind.INVALID),
    BAD_USER_NAME(Kind.INVALID),
    UNKNOWN_USER(Kind.NOT_FOUND),
    USER_EXISTS(Kind.CONFLICT),
    LAST_ADMIN(Kind.CONFLICT),
    UNKNOWN_TOKEN(Kind.NOT_FOUND),
    BAD_TOKEN_REQUEST(Kind.INVALID),
    BAD_SHOP(Kind.INVALID),
    UNKNOWN_SHOP(Kind.NOT_FOUND),
    SHOP_EXISTS(Kind.CONFLICT),
    SHOP_DAYS_FIXED(Kind.CONFLICT);

    private final Kind kind;

    AccessError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "access";
    }
}
