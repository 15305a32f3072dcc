package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.engine.Refusals;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements of one refresh. A small one is mostly waiting and planning, so several run at a time: each waits for those before it that
 * write what it reads, or read what it writes.
 */
final class RefreshStatements implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshStatements.class);
    private static final int AT_A_TIME = 3;

    private record Submitted(String writes, String sql, CompletableFuture<Long> done) {}

    private final TrinoConnections trino;
    private final Map<String, String> session;
    private final Runnable check;
    private final ReentrantLock checking = new ReentrantLock();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_A_TIME,
            Thread.ofPlatform().daemon().name("warehouse-refresh-", 1).factory());
    private final List<Submitted> statements = new ArrayList<>();
    private volatile @Nullable RuntimeException failure;

    /**
     * Without statements yet.
     *
     * @param session properties of the statements' sessions
     * @param check throws if no further statement may run
     */
    RefreshStatements(TrinoConnections trino, Map<String, String> session, Runnable check) {
        this.trino = trino;
        this.session = session;
        this.check = check;
    }

    /**
     * Runs a statement as soon as those are done that it depends on.
     *
     * @param writes the table that it changes
     */
    void submit(String writes, String sql) {
        CompletableFuture<?>[] before = statements.stream()
                .filter(other ->
                        other.writes().equals(writes) || names(sql, other.writes()) || names(other.sql(), writes))
                .map(Submitted::done)
                .toArray(CompletableFuture<?>[]::new);
        statements.add(
                new Submitted(writes, sql, CompletableFuture.allOf(before).thenApplyAsync(_ -> execute(sql), threads)));
    }

    /** Whether a statement asks for a table or changes it; a column may have the name of one. */
    private static boolean names(String sql, String table) {
        return Pattern.compile("\\b(?:FROM|JOIN|INTO|TABLE) \"?" + table + "\\b")
                .matcher(sql)
                .find();
    }

    /** How many rows the last statement that changes a table has written, once it is done. */
    long rows(String table) {
        return statements.reversed().stream()
                .filter(statement -> statement.writes().equals(table))
                .findFirst()
                .map(statement -> result(statement.done()))
                .orElse(0L);
    }

    /** Waits for all of them. Once one has failed, no further one begins, and all of those fail as it did. */
    void await() {
        statements.forEach(
                statement -> LOG.trace("{} rows of {} changed.", result(statement.done()), statement.writes()));
    }

    private static long result(CompletableFuture<Long> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw Refusals.again("A statement of a refresh failed.", e.getCause());
        }
    }

    private long execute(String sql) {
        RuntimeException before = failure;
        if (before != null) {
            throw before;
        }
        try {
            check();
            return executeNow(sql);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void check() {
        checking.lock();
        try {
            check.run();
        } finally {
            checking.unlock();
        }
    }

    private long executeNow(String sql) {
        long started = System.nanoTime();
        try (Connection connection = trino.open(session);
                Statement statement = connection.createStatement()) {
            long rows = statement.executeLargeUpdate(sql);
            LOG.debug(
                    "{} ms, {} rows: {}",
                    Duration.ofNanos(System.nanoTime() - started).toMillis(),
                    rows,
                    sql.substring(0, Math.min(60, sql.length())).replace('\n', ' '));
            return rows;
        } catch (SQLException e) {
            LOG.debug("Refused by Trino: {}", sql);
            throw trino.refusal("refreshing the marts", e);
        }
    }

    /** Returns when none runs any more, so that the next refresh meets none of this one. */
    @Override
    public void close() {
        threads.close();
    }
}
