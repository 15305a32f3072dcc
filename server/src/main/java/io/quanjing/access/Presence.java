package io.quanjing.access;

import java.util.Optional;

/**
 * Whether somebody who asked may still be told: for an answer that goes on long after its request was let in. A controller method takes it as
 * a parameter, beside its {@link Caller}.
 */
@FunctionalInterface
public interface Presence {

    /**
     * Who asked, with the role and the shops of now; empty once the session has ended, the token is revoked or the user may no longer come in.
     * Each look asks the operational database and does not count as a request of the session.
     */
    Optional<Caller> caller();
}
