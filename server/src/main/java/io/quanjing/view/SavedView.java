package io.quanjing.view;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state of the cockpit with a name.
 *
 * @param owner the name of the user who keeps it
 * @param query what follows the question mark in the cockpit's address
 * @param sharedFrom the least role that sees it beside its owner, so that VIEWER is everybody; null keeps it to the owner
 */
record SavedView(
        UUID id,
        String owner,
        String name,
        String query,
        @Nullable Role sharedFrom,
        Instant createdAt,
        Instant changedAt) {

    boolean seenBy(Caller caller) {
        return owner.equals(caller.name())
                || (sharedFrom != null && caller.role().includes(sharedFrom));
    }

    /** The owner, and an administrator who sees it. */
    boolean changeableBy(Caller caller) {
        return owner.equals(caller.name()) || (caller.role() == Role.ADMIN && seenBy(caller));
    }
}
