package io.quanjing.ingest;

import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.WriteReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Facts on their way into a load, staged and committed by a thread of their own: staging is half of the work of an import, and this way it goes beside
 * reading and mapping. A bounded number of facts waits.
 */
final class FactFeed implements AutoCloseable {

    private static final int FACTS = 2_000;
    private static final int BATCHES = 6;
    private static final List<FactRow> END = List.of();

    private final FactLoad load;
    private final boolean rehearsal;
    private final BlockingQueue<List<FactRow>> batches = new ArrayBlockingQueue<>(BATCHES);
    private final Thread stager;
    private List<FactRow> batch = new ArrayList<>(FACTS);
    private volatile @Nullable Throwable failure;
    private volatile @Nullable WriteReceipt receipt;

    /**
     * Feeds a load.
     *
     * @param rehearsal whether its end only tells what a commit would do
     */
    FactFeed(FactLoad load, boolean rehearsal) {
        this.load = load;
        this.rehearsal = rehearsal;
        this.stager = Thread.ofPlatform().name("import stager").daemon().start(this::stage);
    }

    private void stage() {
        try {
            for (List<FactRow> next = batches.take(); !next.isEmpty(); next = batches.take()) {
                for (FactRow fact : next) {
                    load.append(fact);
                }
            }
            receipt = rehearsal ? load.rehearse() : load.commit();
        } catch (RuntimeException | Error e) {
            failure = e;
        } catch (InterruptedException e) {
            // The feed was closed before its end; nobody wants the rest.
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a fact; throws what staging an earlier one threw. */
    void append(FactRow fact) {
        batch.add(fact);
        if (batch.size() >= FACTS) {
            hand(batch);
            batch = new ArrayList<>(FACTS);
        }
    }

    private void hand(List<FactRow> full) {
        try {
            while (!batches.offer(full, 100, TimeUnit.MILLISECONDS)) {
                rethrow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The import was interrupted.", e);
        }
    }

    private void rethrow() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Commits or rehearses the load when every fact is staged, in the thread that staged them, because a load belongs to one thread. */
    WriteReceipt commit() {
        if (!batch.isEmpty()) {
            hand(batch);
            batch = new ArrayList<>();
        }
        hand(END);
        join();
        rethrow();
        WriteReceipt committed = receipt;
        if (committed == null) {
            throw new IllegalStateException("The load ended without a receipt.");
        }
        return committed;
    }

    private void join() {
        boolean interrupted = false;
        while (stager.isAlive()) {
            try {
                stager.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread, so that the load is nobody else's any more. */
    @Override
    public void close() {
        stager.interrupt();
        join();
    }
}
