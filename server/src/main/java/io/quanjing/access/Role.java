package io.quanjing.access;

/** What a user or token may do. Each role includes the ones before it. */
public enum Role {
    /** Sees boards and figures. */
    VIEWER,
    /** Also exports rows and asks free questions. */
    ANALYST,
    /** Also brings data in and acts. */
    OPERATOR,
    /** Also manages users, tokens, shops and keys. */
    ADMIN;

    /** Whether this role includes the other. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
