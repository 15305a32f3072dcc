package io.quanjing.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a session remembers: who signed in, and with which password. Role and scope are read anew with each request, so a change holds at
 * once.
 */
final class Sessions {

    private static final String USER = "user";
    private static final String CREDENTIAL = "credential";

    private final UserStore users;
    private final Duration lifetime;
    private final InstantSource clock;

    Sessions(UserStore users, Duration lifetime, InstantSource clock) {
        this.users = users;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Starts a session under a new id, so that one that somebody else planted is worth nothing. */
    void begin(HttpServletRequest request, UserStore.User user) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(USER, user.name());
        session.setAttribute(CREDENTIAL, user.credentialVersion());
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** The user of the request's session, if it is one that still counts. */
    Optional<UserStore.User> user(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || session.getAttribute(USER) == null) {
            return Optional.empty();
        }
        Optional<UserStore.User> user = user(session::getAttribute, Instant.ofEpochMilli(session.getCreationTime()));
        if (user.isEmpty()) {
            session.invalidate();
        }
        return user;
    }

    /** The user of a session with these attributes, if it is one that still counts. */
    Optional<UserStore.User> user(Function<String, @Nullable Object> attributes, Instant created) {
        if (!(attributes.apply(USER) instanceof String name)) {
            return Optional.empty();
        }
        boolean young = clock.millis() - created.toEpochMilli() < lifetime.toMillis();
        return users.find(name)
                .filter(known -> young
                        && known.disabledAt() == null
                        && Integer.valueOf(known.credentialVersion()).equals(attributes.apply(CREDENTIAL)));
    }
}
