package io.quanjing.warehouse.engine;

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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries of one kind, first come, first served, some at a time. They run on platform threads: a call into the engine holds its carrier, and
 * two long queries would stop every virtual thread of a small machine.
 */
public final class QueryLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryLane.class);

    /** Asks the engine. */
    public interface Asking {

        /** The rows, at most so many; tells {@code running} of its statement. */
        ResultTable ask(SqlQuery query, int maxRows, Running running) throws SQLException;

        /** What the engine's error means. */
        QuanjingException refusal(SQLException failure);
    }

    private final Asking engine;
    private final ExecutorService threads;

    /**
     * Starts the lane.
     *
     * @param name for its threads
     * @param atATime so many queries run, the others wait
     */
    public QueryLane(Asking engine, String name, int atATime) {
        this.engine = engine;
        this.threads = Executors.newFixedThreadPool(
                atATime,
                Thread.ofPlatform().daemon().name("warehouse-" + name + "-", 1).factory());
    }

    /** Waits for a place, then for the answer, no longer than the options say. */
    public ResultTable query(SqlQuery query, QueryOptions options) {
        Running running = new Running();
        Future<ResultTable> answer;
        try {
            answer = threads.submit(() -> engine.ask(query, options.maxRows(), running));
        } catch (RejectedExecutionException e) {
            throw Refusals.failure(WarehouseError.CLOSED, "The warehouse is closed. Maybe the server is stopping.", e);
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
            throw Refusals.failure(WarehouseError.CANCELLED, "The query was cancelled.", e);
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        }
    }

    private static void cancel(Future<ResultTable> answer, Running running) {
        answer.cancel(false);
        running.cancel();
    }

    private RuntimeException refusal(@Nullable Throwable cause) {
        return cause instanceof SQLException e
                ? engine.refusal(e)
                : Refusals.again("A query failed in a way that nobody foresaw.", cause);
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
