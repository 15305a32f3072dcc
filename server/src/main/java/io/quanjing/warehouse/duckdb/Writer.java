package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.engine.RowCheck;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the warehouse. Waiting batches share a commit, because a commit waits for the disk; bulk loads come with their
 * own connection and stages and are merged in between.
 */
final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int ROWS_PER_COMMIT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private sealed interface Order {
        CompletableFuture<WriteReceipt> done();
    }

    private record Batch(List<FactRow> rows, List<LogPosition> positions, CompletableFuture<WriteReceipt> done)
            implements Order {}

    private record Load(
            DuckDBConnection connection, Collection<Stage> stages, String loadId, CompletableFuture<WriteReceipt> done)
            implements Order {}

    private record Stop(CompletableFuture<WriteReceipt> done) implements Order {}

    private final Merge merge;
    private final MartThread marts;
    private final int waitingRows;
    private final Semaphore room;
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final AtomicLong version;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Instant lastRecorded;

    /**
     * Not yet started.
     *
     * @param marts told of every commit that changed facts
     * @param lastRecorded when the newest fact was recorded
     * @param waitingRows that wait before further writes are refused
     * @param version grows with every commit that changed facts
     */
    Writer(Merge merge, MartThread marts, Instant lastRecorded, int waitingRows, AtomicLong version) {
        this.merge = merge;
        this.marts = marts;
        this.waitingRows = waitingRows;
        this.room = new Semaphore(waitingRows, true);
        this.lastRecorded = lastRecorded;
        this.version = version;
        this.thread = Thread.ofPlatform().name("warehouse-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** When the newest row was recorded; null while the warehouse is empty. */
    @Nullable Instant lastRecorded() {
        return lastRecorded.equals(Instant.EPOCH) ? null : lastRecorded;
    }

    WriteReceipt write(List<FactRow> rows, List<LogPosition> positions) {
        if (rows.isEmpty() && positions.isEmpty()) {
            return new WriteReceipt(Map.of());
        }
        rows.forEach(RowCheck::check);
        int permits = Math.min(rows.size(), waitingRows);
        try {
            if (!room.tryAcquire(permits, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new QuanjingException(
                        WarehouseError.BUSY,
                        "The warehouse has " + waitingRows
                                + " rows waiting, which is its limit. Maybe send again in a few seconds.",
                        Map.of("limit", waitingRows));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusals.failure(WarehouseError.CANCELLED, "The write was interrupted before it began.", e);
        }
        try {
            return await(new Batch(List.copyOf(rows), List.copyOf(positions), new CompletableFuture<>()));
        } finally {
            room.release(permits);
        }
    }

    WriteReceipt commit(DuckDBConnection from, Collection<Stage> staged, String loadId) {
        return await(new Load(from, staged, loadId, new CompletableFuture<>()));
    }

    private WriteReceipt await(Order order) {
        if (closed) {
            throw Refusals.closed();
        }
        orders.add(order);
        if (closed && orders.remove(order)) {
            throw Refusals.closed();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    // An order cannot be taken back once it may be on its way to the disk, so an interrupt has to wait.
                    return order.done().get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (java.util.concurrent.ExecutionException e) {
                    if (e.getCause() instanceof QuanjingException known) {
                        throw new QuanjingException(
                                known.errorCode(), String.valueOf(known.getMessage()), known.arguments(), known);
                    }
                    throw new IllegalStateException("The writer failed.", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        boolean running = true;
        while (running) {
            Order order = next();
            try {
                switch (order) {
                    case Batch batch -> commit(group(batch));
                    case Load load -> load.done().complete(commit(load));
                    case Stop stop -> {
                        running = false;
                        merge.close();
                        stop.done().complete(new WriteReceipt(Map.of()));
                    }
                }
            } catch (QuanjingException e) {
                order.done().completeExceptionally(e);
            } catch (SQLException e) {
                order.done().completeExceptionally(Failures.of("writing", e));
            } catch (RuntimeException | Error e) {
                LOG.error("The writer of the warehouse met an error that it does not know.", e);
                order.done().completeExceptionally(e);
            }
        }
        for (Order left = orders.poll(); left != null; left = orders.poll()) {
            left.done().completeExceptionally(Refusals.closed());
        }
    }

    private Order next() {
        try {
            return orders.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the writer.", e);
        }
    }

    private List<Batch> group(Batch first) {
        List<Batch> group = new ArrayList<>();
        group.add(first);
        int rows = first.rows().size();
        while (rows < ROWS_PER_COMMIT
                && mayShare(first)
                && orders.peek() instanceof Batch following
                && mayShare(following)) {
            orders.remove(following);
            group.add(following);
            rows += following.rows().size();
        }
        return group;
    }

    /** Each daily report replaces the one before, so two of them cannot be merged as one. */
    private static boolean mayShare(Batch batch) {
        return batch.rows().stream().noneMatch(row -> row.table().revision() == Revision.REPLACE_DAY);
    }

    private void commit(List<Batch> group) {
        try {
            List<WriteReceipt> receipts = transaction(group);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).done().complete(receipts.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            if (group.size() == 1) {
                group.getFirst().done().completeExceptionally(e instanceof SQLException known ? refusal(known) : e);
                return;
            }
            // One batch is to blame; the others shall not suffer.
            for (Batch batch : group) {
                commit(List.of(batch));
            }
        } catch (Error e) {
            // Whoever is to blame: nobody may wait for ever.
            group.forEach(batch -> batch.done().completeExceptionally(e));
            throw e;
        }
    }

    static QuanjingException refusal(SQLException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("NOT NULL constraint failed")) {
            return Refusals.failure(
                    WarehouseError.VALUE_MISSING,
                    "A new row lacks a value that every row needs: " + Refusals.firstLine(text)
                            + ". Maybe it only changes a row that has not arrived yet.",
                    e);
        }
        return Failures.of("writing", e);
    }

    private List<WriteReceipt> transaction(List<Batch> group) throws SQLException {
        Instant now = moment();
        Merge.Result result = merge.run(
                group.stream().map(Batch::rows).toList(),
                group.stream().flatMap(batch -> batch.positions().stream()).toList(),
                now);
        committed(result, now);
        return result.receipts();
    }

    private WriteReceipt commit(Load load) throws SQLException {
        Instant now = moment();
        Merge.Result result;
        try {
            result = merge.run(load.connection(), load.stages(), now, load.loadId());
        } catch (SQLException e) {
            throw refusal(e);
        }
        committed(result, now);
        return result.receipts().getFirst();
    }

    private void committed(Merge.Result result, Instant now) {
        lastRecorded = now;
        if (result.changed()) {
            version.incrementAndGet();
            marts.committed(now);
        }
    }

    /** Later than every moment recorded before, so that "as known at" never falls between the rows of one commit. */
    private Instant moment() {
        Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        return now.isAfter(lastRecorded) ? now : lastRecorded.plusNanos(1000);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        CompletableFuture<WriteReceipt> done = new CompletableFuture<>();
        orders.add(new Stop(done));
        closed = true;
        done.join();
    }
}
