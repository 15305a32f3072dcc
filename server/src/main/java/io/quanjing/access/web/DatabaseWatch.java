package io.quanjing.access.web;

import io.quanjing.kernel.QuanjingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the operational database is away, so that only the first requests wait for it and all others are told at once. Whoever sees a
 * request fail reports it; from then on a thread of its own asks the database until it answers.
 */
public final class DatabaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final int ANSWER_SECONDS = 2;
    private static final long RETRY_SECONDS = 5;

    /** What the pool says, without a state, of a connection that broke earlier in the same transaction. */
    private static final String CLOSED_UNDER_US = "Connection is closed";

    private final DataSource database;
    private final AtomicBoolean away = new AtomicBoolean();

    DatabaseWatch(DataSource database) {
        this.database = database;
    }

    /** Whether it did not answer when it was asked last. Costs nothing to ask. */
    public boolean away() {
        return away.get();
    }

    /** Takes a failure into account; true if it means that the database is away. */
    public boolean report(Throwable failure) {
        if (!meansAway(failure)) {
            return false;
        }
        if (away.compareAndSet(false, true)) {
            LOG.warn("The operational database does not answer: {}", failure.getMessage());
            Thread probing = Thread.ofVirtual().name("database-probe").start(this::awaitReturn);
            LOG.debug("{} asks until it does", probing.getName());
        }
        return true;
    }

    /** What a request is told meanwhile. */
    public static QuanjingException refusal() {
        return new QuanjingException(
                WebError.DATABASE_AWAY,
                "The operational database (PostgreSQL) does not answer, so nothing can be looked up or changed. What was"
                        + " acknowledged is safe. Maybe it is being restarted; ask again in " + RETRY_SECONDS + " s.",
                Map.of(Problems.RETRY_AFTER_SECONDS, RETRY_SECONDS));
    }

    private void awaitReturn() {
        try {
            do {
                Thread.sleep(PROBE);
            } while (!answers());
            LOG.info("The operational database answers again");
            away.set(false);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException stillAway) {
            return false;
        }
    }

    /** By the states that SQL has for it: no connection, server stopped, stopping or starting, no connection left to give. */
    private static boolean meansAway(@Nullable Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            depth++;
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException lost && CLOSED_UNDER_US.equals(lost.getMessage())) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.startsWith("08")
                        || state.equals("57P01")
                        || state.equals("57P02")
                        || state.equals("57P03")
                        || state.equals("53300")) {
                    return true;
                }
            }
        }
        return false;
    }
}
