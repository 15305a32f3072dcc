package io.quanjing.access;

import java.io.Serial;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** A caller that the request proved to be, by session or by token. Built anew for each request, never stored. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    /** How the caller proved it. */
    enum Proof {
        SESSION,
        TOKEN
    }

    private final transient Caller caller;
    private final Proof proof;
    private final boolean passwordChangeRequired;

    CallerAuthentication(Caller caller, Proof proof, boolean passwordChangeRequired) {
        super(List.of());
        this.caller = caller;
        this.proof = proof;
        this.passwordChangeRequired = passwordChangeRequired;
        setAuthenticated(true);
    }

    /** Who asks in this request, if anybody proved it. */
    static Optional<CallerAuthentication> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? Optional.of(known)
                : Optional.empty();
    }

    Caller caller() {
        return caller;
    }

    Proof proof() {
        return proof;
    }

    boolean passwordChangeRequired() {
        return passwordChangeRequired;
    }

    @Override
    public String getName() {
        return caller.name();
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
