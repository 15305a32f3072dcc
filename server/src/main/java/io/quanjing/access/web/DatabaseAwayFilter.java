package io.quanjing.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers 503 at once while the operational database is away, before anybody looks for a session in it: a request without an answer would keep
 * the page waiting, and one without its session would be sent to the login.
 */
final class DatabaseAwayFilter extends org.springframework.web.filter.OncePerRequestFilter {

    private final DatabaseWatch watch;
    private final Problems problems;

    DatabaseAwayFilter(DatabaseWatch watch, Problems problems) {
        this.watch = watch;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // The page's own files and the health need no database; a door for events may know its keys without.
        String path = request.getRequestURI();
        return !path.startsWith("/api/") || path.equals("/api/health");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (watch.away()) {
            problems.write(response, DatabaseWatch.refusal());
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (response.isCommitted() || !watch.report(failure)) {
                throw failure;
            }
            response.reset();
            problems.write(response, DatabaseWatch.refusal());
        }
    }
}
