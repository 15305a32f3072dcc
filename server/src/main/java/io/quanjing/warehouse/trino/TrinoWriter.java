package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.duckdb.MergeBench;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.engine.RowCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this replica that changes facts, one replica at a time. Batches that wait share a commit: each one makes a file a table
 * and day, and costs a round trip to Trino where rows may be there already.
 */
final class TrinoWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrinoWriter.class);
    private static final int ROWS_A_COMMIT = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A large load of another replica may hold the lock for long. */
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);

    private sealed interface Order {
        CompletableFuture<WriteReceipt> done();
    }

    private record Batch(List<FactRow> rows, List<LogPosition> positions, CompletableFuture<WriteReceipt> done)
            implements Order {}

    private record Load(MergeBench.Staged staged, String loadId, CompletableFuture<WriteReceipt> done)
            implements Order {}

    private record Stop(CompletableFuture<WriteReceipt> done) implements Order {}

    private interface Merging {
        MergeBench.Outcome merge(Instant now, PlanBuilder changes);
    }

    private final IcebergTables tables;
    private final CommitStore store;
    private final Commits commits;
    private final MergeBench bench;
    private final StandingRows standing;
    private final Consumer<Instant> committed;
    private final long interval;
    private final int waitingRows;
    private final Semaphore room;
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private long due = System.nanoTime();

    /**
     * Not yet started.
     *
     * @param committed told of every commit that changed facts
     */
    TrinoWriter(
            IcebergTables tables,
            CommitStore store,
            MergeBench bench,
            StandingRows standing,
            Consumer<Instant> committed,
            Duration interval,
            int waitingRows) {
        this.tables = tables;
        this.store = store;
        this.commits = new Commits(tables, store);
        this.bench = bench;
        this.standing = standing;
        this.committed = committed;
        this.interval = interval.toNanos();
        this.waitingRows = waitingRows;
        this.room = new Semaphore(waitingRows, true);
        this.thread = Thread.ofPlatform().name("warehouse-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
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

    WriteReceipt commit(MergeBench.Staged staged, String loadId) {
        return await(new Load(staged, loadId, new CompletableFuture<>()));
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
                    // An order cannot be taken back once its plan may be durable, so an interrupt has to wait.
                    return order.done().get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
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
                    case Load load ->
                        load.done()
                                .complete(commit(
                                                (now, changes) -> bench.merge(
                                                        load.staged(), now, load.loadId(), standing, changes),
                                                List.of())
                                        .getFirst());
                    case Stop stop -> {
                        running = false;
                        stop.done().complete(new WriteReceipt(Map.of()));
                    }
                }
            } catch (QuanjingException e) {
                order.done().completeExceptionally(e);
            } catch (RuntimeException | Error e) {
                LOG.error("The writer of the warehouse met an error that it does not know.", e);
                order.done().completeExceptionally(e);
            }
        }
        for (Order left = orders.poll(); left != null; left = orders.poll()) {
            left.done().completeExceptionally(Refusals.closed());
        }
        store.close();
    }

    private Order next() {
        try {
            return orders.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the writer.", e);
        }
    }

    /** Waits until the next commit is due, so that small batches do not make a file each. */
    private List<Batch> group(Batch first) {
        List<Batch> group = new ArrayList<>();
        group.add(first);
        int rows = first.rows().size();
        while (rows < ROWS_A_COMMIT && mayShare(first)) {
            long left = due - System.nanoTime();
            if (orders.isEmpty() && left > 0 && !closed) {
                try {
                    // Whoever comes first ends the pause; it goes back to the front by being looked at alone.
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, 20_000_000));
                } catch (InterruptedException e) {
                    throw new IllegalStateException("Nobody may interrupt the writer.", e);
                }
                continue;
            }
            if (!(orders.peek() instanceof Batch following) || !mayShare(following)) {
                break;
            }
            orders.remove(following);
            group.add(following);
            rows += following.rows().size();
        }
        return group;
    }

    /** Each daily report replaces the one before, and a log is checked against the write before: neither can be merged as one. */
    private static boolean mayShare(Batch batch) {
        return batch.positions().isEmpty()
                && batch.rows().stream().noneMatch(row -> row.table().revision() == Revision.REPLACE_DAY);
    }

    private void commit(List<Batch> group) {
        try {
            List<LogPosition> positions =
                    group.stream().flatMap(batch -> batch.positions().stream()).toList();
            List<WriteReceipt> receipts = commit(
                    (now, changes) ->
                            bench.merge(group.stream().map(Batch::rows).toList(), now, standing, changes),
                    positions);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).done().complete(receipts.get(i));
            }
        } catch (QuanjingException e) {
            if (group.size() == 1 || e.errorCode() != WarehouseError.VALUE_MISSING) {
                group.forEach(batch -> batch.done().completeExceptionally(e));
                return;
            }
            // One batch is to blame; the others shall not suffer.
            for (Batch batch : group) {
                commit(List.of(batch));
            }
        } catch (RuntimeException | Error e) {
            // Whoever is to blame: nobody may wait for ever.
            group.forEach(batch -> batch.done().completeExceptionally(e));
            throw e;
        } finally {
            due = System.nanoTime() + interval;
        }
    }

    private List<WriteReceipt> commit(Merging merging, List<LogPosition> positions) {
        store.lock(CommitStore.WRITING, LOCK_PATIENCE);
        try {
            commits.finishPending();
            Map<String, String> state = store.state();
            Commits.requireNext(CommitStore.positions(state), positions);
            Instant now = moment(state);
            MergeBench.Outcome outcome;
            CommitPlan plan;
            try (PlanBuilder changes = new PlanBuilder(tables)) {
                outcome = merging.merge(now, changes);
                plan = changes.plan(now, positions);
            }
            if (!plan.changes().isEmpty() || !positions.isEmpty()) {
                commits.commit(plan);
            }
            if (outcome.changed()) {
                committed.accept(now);
            }
            return outcome.receipts();
        } finally {
            store.unlock(CommitStore.WRITING);
        }
    }

    /** Later than every moment recorded before by any replica, so that "as known at" never falls between the rows of one commit. */
    static Instant moment(Map<String, String> state) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String last = state.get(CommitStore.LAST_RECORDED);
        return last == null || now.isAfter(Instant.parse(last))
                ? now
                : Instant.parse(last).plusNanos(1000);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        CompletableFuture<WriteReceipt> done = new CompletableFuture<>();
        orders.add(new Stop(done));
        closed = true;
        WriteReceipt nothing = done.join();
        LOG.trace("The writer wrote {} tables while closing.", nothing.tables().size());
    }
}
