package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controller methods their {@link Presence} parameter. */
final class PresenceArgument implements HandlerMethodArgumentResolver {

    private final ObjectProvider<SessionRepository<? extends Session>> repository;
    private final Sessions sessions;
    private final Tokens tokens;

    PresenceArgument(
            ObjectProvider<SessionRepository<? extends Session>> repository, Sessions sessions, Tokens tokens) {
        this.repository = repository;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Presence.class;
    }

    @Override
    public Presence resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        String secret = CallerFilter.bearer(request);
        if (secret != null) {
            return () -> tokens.caller(secret);
        }
        HttpSession session = request.getSession(false);
        if (session == null) {
            throw new QuanjingException(AccessError.SIGN_IN_REQUIRED, "Nobody is signed in.");
        }
        // The request is over for Spring long before the answer is: the session is looked up by its id.
        String id = session.getId();
        return () -> {
            Session kept = repository.getObject().findById(id);
            return kept == null
                    ? Optional.empty()
                    : sessions.user(kept::getAttribute, kept.getCreationTime()).map(UserStore.User::caller);
        };
    }
}
