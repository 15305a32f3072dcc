package io.quanjing.access;

import io.quanjing.job.Jobs;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** Throws away what has run out: sessions, counted attempts, tokens that nobody can use any more. */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration KEEP_DEAD_TOKENS = Duration.ofDays(90);

    private final JdbcIndexedSessionRepository sessions;
    private final AttemptStore attempts;
    private final TokenStore tokens;
    private final InstantSource clock;

    Housekeeping(JdbcIndexedSessionRepository sessions, AttemptStore attempts, TokenStore tokens, InstantSource clock) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.tokens = tokens;
        this.clock = clock;
    }

    void schedule(Jobs jobs) {
        jobs.every("access.sweep-sessions", Duration.ofMinutes(10), sessions::cleanUpExpiredSessions);
        jobs.every("access.sweep-attempts-and-tokens", Duration.ofHours(1), this::sweep);
    }

    void sweep() {
        int windows = attempts.sweep();
        int dead = tokens.sweep(clock.instant().minus(KEEP_DEAD_TOKENS));
        LOG.debug("Dropped {} windows of sign-in attempts and {} dead tokens", windows, dead);
    }
}
