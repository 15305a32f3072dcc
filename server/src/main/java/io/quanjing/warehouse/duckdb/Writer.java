package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.WriteReceipt.Counts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Stands in {@code load_id} of rows that came in a small batch. */
    static final String LIVE = "live";

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int ROWS_PER_COMMIT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private sealed interface Order {
        CompletableFuture<WriteReceipt> done();
    }

    private record Batch(List<FactRow> rows, CompletableFuture<WriteReceipt> done) implements Order {}

    private record Load(
            DuckDBConnection connection, Collection<Stage> stages, String loadId, CompletableFuture<WriteReceipt> done)
            implements Order {}

    private record Marts(CompletableFuture<WriteReceipt> done) implements Order {}

    private record Stop(CompletableFuture<WriteReceipt> done) implements Order {}

    private final DuckDBConnection connection;
    private final Marting marts;
    private final long martNanos;
    private final int waitingRows;
    private final Semaphore room;
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Map<String, Stage> stages = new HashMap<>();
    private final AtomicLong version = new AtomicLong(1);
    private final Thread thread;
    private volatile boolean closed;
    private volatile Instant lastRecorded;
    private volatile @Nullable String problem;
    private long refreshDue;
    private boolean stale;

    /** Makes the marts follow the facts. */
    interface Marting {
        /** Returns whether a mart changed. */
        boolean refresh(Instant upTo) throws SQLException;
    }

    Writer(
            DuckDBConnection connection,
            List<TableSchema> tables,
            Marting marts,
            Instant lastRecorded,
            Duration martInterval,
            int waitingRows)
            throws SQLException {
        this.connection = connection;
        this.marts = marts;
        for (TableSchema table : tables) {
            stages.put(table.name(), new Stage(connection, table));
        }
        this.martNanos = martInterval.toNanos();
        this.waitingRows = waitingRows;
        this.room = new Semaphore(waitingRows, true);
        this.lastRecorded = lastRecorded;
        // What a crash left between a commit and its refresh is mended first.
        this.stale = true;
        this.refreshDue = System.nanoTime();
        this.thread = Thread.ofPlatform().name("warehouse-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    long version() {
        return version.get();
    }

    /** When the newest row was recorded; null while the warehouse is empty. */
    @Nullable Instant lastRecorded() {
        return lastRecorded.equals(Instant.EPOCH) ? null : lastRecorded;
    }

    /** Why the marts do not follow; null while they do. */
    @Nullable String problem() {
        return problem;
    }

    WriteReceipt write(List<FactRow> rows) {
        if (rows.isEmpty()) {
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
            throw Failures.failure(WarehouseError.CANCELLED, "The write was interrupted before it began.", e);
        }
        try {
            return await(new Batch(List.copyOf(rows), new CompletableFuture<>()));
        } finally {
            room.release(permits);
        }
    }

    WriteReceipt commit(DuckDBConnection from, Collection<Stage> staged, String loadId) {
        return await(new Load(from, staged, loadId, new CompletableFuture<>()));
    }

    void awaitMarts() {
        await(new Marts(new CompletableFuture<>()));
    }

    private WriteReceipt await(Order order) {
        if (closed) {
            throw closed();
        }
        orders.add(order);
        if (closed && orders.remove(order)) {
            throw closed();
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

    private static QuanjingException closed() {
        return new QuanjingException(WarehouseError.CLOSED, "The warehouse is closed. Maybe the server is stopping.");
    }

    private void run() {
        boolean running = true;
        while (running) {
            Order order = next();
            if (order == null) {
                refresh(null);
                continue;
            }
            try {
                switch (order) {
                    case Batch batch -> commit(group(batch));
                    case Load load -> load.done().complete(commit(load));
                    case Marts asked -> refresh(asked.done());
                    case Stop stop -> {
                        running = false;
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
            left.done().completeExceptionally(closed());
        }
    }

    /** The next order, or null when the marts are due. */
    private @Nullable Order next() {
        try {
            if (!stale) {
                return orders.take();
            }
            long wait = refreshDue - System.nanoTime();
            return wait <= 0 ? null : orders.poll(wait, TimeUnit.NANOSECONDS);
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
        }
    }

    static QuanjingException refusal(SQLException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("NOT NULL constraint failed")) {
            return Failures.failure(
                    WarehouseError.VALUE_MISSING,
                    "A new row lacks a value that every row needs: " + Failures.firstLine(text)
                            + ". Maybe it only changes a row that has not arrived yet.",
                    e);
        }
        return Failures.of("writing", e);
    }

    private List<WriteReceipt> transaction(List<Batch> group) throws SQLException {
        Instant now = moment();
        List<Map<String, Long>> sent = new ArrayList<>();
        Map<String, Map<Integer, FactStore.Outcome>> outcomes;
        try {
            outcomes = Transaction.run(connection, statement -> {
                Collection<Stage> used = stage(group, sent);
                Map<String, Map<Integer, FactStore.Outcome>> merged = merge(connection, used, now, LIVE);
                for (Stage stage : used) {
                    stage.clear();
                }
                return merged;
            });
        } catch (SQLException | RuntimeException e) {
            stages.values().forEach(Stage::discard);
            throw e;
        }
        changed(outcomes, now);
        List<WriteReceipt> receipts = new ArrayList<>();
        for (int task = 0; task < group.size(); task++) {
            receipts.add(receipt(sent.get(task), outcomes, task));
        }
        return receipts;
    }

    private Collection<Stage> stage(List<Batch> group, List<Map<String, Long>> sent) throws SQLException {
        Map<String, Stage> used = new LinkedHashMap<>();
        for (int task = 0; task < group.size(); task++) {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (FactRow row : group.get(task).rows()) {
                String table = row.table().name();
                used.computeIfAbsent(table, name -> Objects.requireNonNull(stages.get(name), name))
                        .append(row, task);
                rows.merge(table, 1L, Long::sum);
            }
            sent.add(rows);
        }
        return used.values();
    }

    private WriteReceipt commit(Load load) throws SQLException {
        Instant now = moment();
        Map<String, Long> sent = new LinkedHashMap<>();
        load.stages().forEach(stage -> sent.put(stage.table().name(), stage.rows()));
        Map<String, Map<Integer, FactStore.Outcome>> outcomes;
        try {
            outcomes = Transaction.run(
                    load.connection(), statement -> merge(load.connection(), load.stages(), now, load.loadId()));
        } catch (SQLException e) {
            throw refusal(e);
        }
        changed(outcomes, now);
        WriteReceipt receipt = receipt(sent, outcomes, 0);
        refresh(null);
        return receipt;
    }

    private static Map<String, Map<Integer, FactStore.Outcome>> merge(
            DuckDBConnection on, Collection<Stage> used, Instant now, String loadId) throws SQLException {
        Map<String, Map<Integer, FactStore.Outcome>> outcomes = new LinkedHashMap<>();
        for (Stage stage : used) {
            stage.flush();
            outcomes.put(stage.table().name(), new FactStore(on, stage, now, loadId).merge());
        }
        return outcomes;
    }

    private static WriteReceipt receipt(
            Map<String, Long> sent, Map<String, Map<Integer, FactStore.Outcome>> outcomes, int task) {
        Map<String, Counts> tables = new LinkedHashMap<>();
        sent.forEach((table, rows) -> {
            FactStore.Outcome outcome =
                    outcomes.getOrDefault(table, Map.of()).getOrDefault(task, new FactStore.Outcome(0, 0));
            tables.put(
                    table, new Counts(outcome.added(), outcome.revised(), rows - outcome.added() - outcome.revised()));
        });
        return new WriteReceipt(tables);
    }

    private void changed(Map<String, Map<Integer, FactStore.Outcome>> outcomes, Instant now) {
        lastRecorded = now;
        if (outcomes.values().stream().allMatch(Map::isEmpty)) {
            return;
        }
        version.incrementAndGet();
        if (!stale) {
            stale = true;
            refreshDue = System.nanoTime() + martNanos;
        }
    }

    private void refresh(@Nullable CompletableFuture<WriteReceipt> asked) {
        if (stale) {
            try {
                if (marts.refresh(lastRecorded)) {
                    version.incrementAndGet();
                }
                stale = false;
                problem = null;
            } catch (SQLException | RuntimeException e) {
                LOG.error("The marts could not be refreshed; the next try is in a few seconds.", e);
                QuanjingException failure = e instanceof SQLException known
                        ? Failures.of("refreshing the marts", known)
                        : Failures.failure(
                                WarehouseError.FAILED, "The marts could not be refreshed: " + e.getMessage(), e);
                problem = failure.getMessage();
                refreshDue = System.nanoTime() + Duration.ofSeconds(5).toNanos();
                if (asked != null) {
                    asked.completeExceptionally(failure);
                    return;
                }
            }
        }
        if (asked != null) {
            asked.complete(new WriteReceipt(Map.of()));
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
