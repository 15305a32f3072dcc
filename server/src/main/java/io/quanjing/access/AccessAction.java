package io.quanjing.access;

/** What {@code access} writes into the audit log. */
enum AccessAction implements AuditAction {
    FIRST_ADMIN_CREATED,
    USER_PROVIDED,
    USER_CREATED,
    USER_CHANGED,
    PASSWORD_CHANGED,
    SIGNED_IN,
    SIGN_IN_REFUSED,
    SHOP_CREATED,
    SHOP_RENAMED,
    TOKEN_CREATED,
    TOKEN_REVOKED;

    @Override
    public String module() {
        return "access";
    }
}
