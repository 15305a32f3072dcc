package io.quanjing.warehouse.engine;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema.Revision;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WriteReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one thread of this process change the facts. Batches that wait share a commit, because a commit waits for a disk; bulk loads come in
 * between.
 *
 * @param <L> what an engine commits for a bulk load
 */
public final class WriteQueue<L> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    /** Changes the facts; only ever called by the thread of the queue. */
    public interface Committing<L> {

        /** Commits the batches of several senders, all of them or none; returns what became of each. */
        List<WriteReceipt> commit(List<Batch> batches);

        /** Commits a bulk load. */
        WriteReceipt commit(L load);

        /** Nothing comes any more. */
        void end();
    }

    /**
     * What one sender sends.
     *
     * @param rows that were checked
     * @param positions how far the rows go in logs
     */
    public record Batch(List<FactRow> rows, List<LogPosition> positions) {}

    private sealed interface Order<L> {
        CompletableFuture<?> done();
    }

    private record Small<L>(Batch batch, CompletableFuture<WriteReceipt> done) implements Order<L> {}

    private record Bulk<L>(L load, CompletableFuture<WriteReceipt> done) implements Order<L> {}

    private record Alone<L, T>(Supplier<T> work, CompletableFuture<T> done) implements Order<L> {

        void run() {
            done.complete(work.get());
        }
    }

    private record Stop<L>(CompletableFuture<WriteReceipt> done) implements Order<L> {}

    private final Committing<L> engine;
    private final int rowsPerCommit;
    private final int waitingRows;
    private final long interval;
    private final Semaphore room;
    private final LinkedBlockingQueue<Order<L>> orders = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private long due = System.nanoTime();

    /**
     * Not yet started.
     *
     * @param rowsPerCommit from which on a commit takes in no further batch
     * @param waitingRows that wait before further writes are refused
     * @param interval so long after a commit the next one waits for more batches, unless those at hand are many or may not share it
     */
    public WriteQueue(Committing<L> engine, int rowsPerCommit, int waitingRows, Duration interval) {
        this.engine = engine;
        this.rowsPerCommit = rowsPerCommit;
        this.waitingRows = waitingRows;
        this.interval = interval.toNanos();
        this.room = new Semaphore(waitingRows, true);
        this.thread = Thread.ofPlatform().name("warehouse-writer").unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Waits until the batch is durable, as {@link io.quanjing.warehouse.Warehouse#write} promises. */
    public WriteReceipt write(List<FactRow> rows, List<LogPosition> positions) {
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
            Small<L> order =
                    new Small<>(new Batch(List.copyOf(rows), List.copyOf(positions)), new CompletableFuture<>());
            return await(order, order.done());
        } finally {
            room.release(permits);
        }
    }

    /** So many orders wait for the one at hand. */
    int waiting() {
        return orders.size();
    }

    /** Waits until the load is durable. */
    public WriteReceipt commit(L load) {
        Bulk<L> order = new Bulk<>(load, new CompletableFuture<>());
        return await(order, order.done());
    }

    /** Waits until something else was done by the thread that changes the facts, while nothing else changes them. */
    public <T> T alone(Supplier<T> work) {
        Alone<L, T> order = new Alone<>(work, new CompletableFuture<>());
        return await(order, order.done());
    }

    private <T> T await(Order<L> order, CompletableFuture<T> done) {
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
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw Refusals.again("The writer failed.", e.getCause());
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
            Order<L> order = next();
            try {
                switch (order) {
                    case Small<L> small -> commitTogether(group(small));
                    case Bulk<L> bulk -> bulk.done().complete(engine.commit(bulk.load()));
                    case Alone<L, ?> alone -> alone.run();
                    case Stop<L> stop -> {
                        running = false;
                        engine.end();
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
        for (Order<L> left = orders.poll(); left != null; left = orders.poll()) {
            left.done().completeExceptionally(Refusals.closed());
        }
    }

    private Order<L> next() {
        try {
            return orders.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the writer.", e);
        }
    }

    private List<Small<L>> group(Small<L> first) {
        List<Small<L>> group = new ArrayList<>();
        group.add(first);
        int rows = first.batch().rows().size();
        while (rows < rowsPerCommit && mayShare(first)) {
            Order<L> following = orders.peek();
            if (following == null) {
                if (!pause()) {
                    break;
                }
            } else if (following instanceof Small<L> small && mayShare(small)) {
                orders.remove(small);
                group.add(small);
                rows += small.batch().rows().size();
            } else {
                break;
            }
        }
        return group;
    }

    /** Waits a little for more to come; false once the next commit is due. */
    private boolean pause() {
        long left = due - System.nanoTime();
        if (left <= 0 || closed) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_NANOS));
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the writer.", e);
        }
    }

    /** Each daily report replaces the one before, and a log is checked against the write before: neither can be merged with others. */
    private static boolean mayShare(Small<?> small) {
        return small.batch().positions().isEmpty()
                && small.batch().rows().stream().noneMatch(row -> row.table().revision() == Revision.REPLACE_DAY);
    }

    private void commitTogether(List<Small<L>> group) {
        try {
            commitOrSplit(group);
        } catch (Error e) {
            // Whoever is to blame: nobody may wait for ever. Those that were answered already keep their answer.
            group.forEach(small -> small.done().completeExceptionally(e));
            throw e;
        } finally {
            due = System.nanoTime() + interval;
        }
    }

    private void commitOrSplit(List<Small<L>> group) {
        List<WriteReceipt> receipts;
        try {
            receipts = engine.commit(group.stream().map(Small::batch).toList());
        } catch (RuntimeException e) {
            if (group.size() == 1 || meetsAll(e)) {
                if (!(e instanceof QuanjingException)) {
                    LOG.error("The writer of the warehouse met an error that it does not know.", e);
                }
                group.forEach(small -> small.done().completeExceptionally(e));
                return;
            }
            // One batch is to blame, or all of them were too many together; the others shall not suffer.
            group.forEach(small -> commitOrSplit(List.of(small)));
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done().complete(receipts.get(i));
        }
    }

    /** What a single batch would meet just as well, after waiting for it once more. */
    private static boolean meetsAll(RuntimeException failure) {
        return failure instanceof QuanjingException known
                && known.errorCode() instanceof WarehouseError error
                && switch (error) {
                    case UNAVAILABLE, BUSY, DISK_FULL, CLOSED, NOT_WRITABLE -> true;
                    default -> false;
                };
    }

    /** Finishes what waits. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        CompletableFuture<WriteReceipt> done = new CompletableFuture<>();
        orders.add(new Stop<>(done));
        closed = true;
        WriteReceipt nothing = done.join();
        LOG.trace("The writer wrote {} tables while closing.", nothing.tables().size());
    }
}
