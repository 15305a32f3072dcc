package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.WarehouseError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries of one kind, first come, first served, some at a time. They run on platform threads: a call into the engine holds its carrier, and
 * two long queries would stop every virtual thread of a small machine.
 */
final class QueryLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryLane.class);

    private final DuckDbFile file;
    private final ExecutorService threads;

    QueryLane(DuckDbFile file, String name, int atATime) {
        this.file = file;
        this.threads = Executors.newFixedThreadPool(
                atATime,
                Thread.ofPlatform().daemon().name("warehouse-" + name + "-", 1).factory());
    }

    ResultTable query(SqlQuery query, QueryOptions options) {
        Running running = new Running();
        Future<ResultTable> answer;
        try {
            answer = threads.submit(() -> run(query, options.maxRows(), running));
        } catch (RejectedExecutionException e) {
            throw Failures.failure(WarehouseError.CLOSED, "The warehouse is closed. Maybe the server is stopping.", e);
        }
        try {
            return answer.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            cancel(answer, running);
            throw new QuanjingException(
                    WarehouseError.TIMED_OUT,
                    "The query did not end within " + text(options.timeout())
                            + ", its waiting included. Maybe ask for a shorter range, or again when less is going on.",
                    Map.of("seconds", options.timeout().toMillis() / 1000.0),
                    e);
        } catch (InterruptedException e) {
            cancel(answer, running);
            Thread.currentThread().interrupt();
            throw Failures.failure(WarehouseError.CANCELLED, "The query was cancelled.", e);
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        }
    }

    private ResultTable run(SqlQuery query, int maxRows, Running running) throws SQLException {
        try (DuckDBConnection connection = file.connection()) {
            return Reader.read(connection, query, maxRows, running);
        }
    }

    private static void cancel(Future<ResultTable> answer, Running running) {
        answer.cancel(false);
        running.cancel();
    }

    private static RuntimeException refusal(@Nullable Throwable cause) {
        if (cause instanceof QuanjingException known) {
            return new QuanjingException(
                    known.errorCode(), String.valueOf(known.getMessage()), known.arguments(), known);
        }
        if (!(cause instanceof SQLException e)) {
            return new IllegalStateException("A query failed in a way that nobody foresaw.", cause);
        }
        String text = String.valueOf(e.getMessage());
        if (text.contains("read-only mode")) {
            return Failures.failure(
                    WarehouseError.NOT_A_QUERY, "The statement changes the warehouse, which a query may not do.", e);
        }
        QuanjingException failure = Failures.of("answering a query", e);
        if (failure.errorCode() != WarehouseError.FAILED) {
            return failure;
        }
        return new QuanjingException(
                WarehouseError.QUERY_REFUSED,
                "The warehouse cannot answer the query: " + Failures.firstLine(text),
                Map.of("reason", Failures.firstLine(text)),
                e);
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("A query still runs while the warehouse closes.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
