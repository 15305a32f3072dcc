package io.quanjing.access;

import io.quanjing.access.web.Problems;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who asks: by the token of the header or, only without such a header, by the session of the cookie. */
final class CallerFilter extends OncePerRequestFilter {

    private static final String BEARER = "bearer ";

    private final Sessions sessions;
    private final Tokens tokens;
    private final Problems problems;

    CallerFilter(Sessions sessions, Tokens tokens, Problems problems) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Whether the request stands on a token, which no browser adds by itself, so that it needs no protection against forgery. */
    static boolean hasToken(HttpServletRequest request) {
        return bearer(request) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = bearer(request);
        if (secret != null) {
            Optional<Caller> caller = tokens.caller(secret);
            if (caller.isEmpty()) {
                problems.write(
                        response,
                        new QuanjingException(
                                AccessError.BAD_TOKEN,
                                "The token is unknown, expired or revoked. Maybe it was not copied as a whole."));
                return;
            }
            enter(new CallerAuthentication(caller.get(), CallerAuthentication.Proof.TOKEN, false));
        } else {
            sessions.user(request)
                    .ifPresent(user -> enter(new CallerAuthentication(
                            user.caller(), CallerAuthentication.Proof.SESSION, user.passwordChangeRequired())));
        }
        chain.doFilter(request, response);
    }

    /** The secret of the header, if there is one. */
    static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private static void enter(CallerAuthentication caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
    }
}
