package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.duckdb.MergeBench;
import io.quanjing.warehouse.engine.OldRowStore;
import io.quanjing.warehouse.engine.UndoStore;
import io.quanjing.warehouse.engine.WriteQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans what the queue hands over and commits the plan; one replica at a time does so. */
final class TrinoWriter implements WriteQueue.Committing<TrinoWriter.Load> {

    private static final int ROWS_PER_COMMIT = 50_000;

    /** A large load of another replica may hold the lock for long. */
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);

    /**
     * A bulk load.
     *
     * @param rehearsal whether it only asks what its commit would do
     */
    record Load(MergeBench.Staged staged, String loadId, boolean rehearsal) {}

    /** Takes what a merge brings out nowhere. */
    private static final class Nowhere implements MergeBench.Changes {
        @Override
        public void added(TableSchema table, @Nullable Object[] values) {}

        @Override
        public void retired(TableSchema table, @Nullable Object[] values) {}
    }

    private interface Merging {
        MergeBench.Outcome merge(Instant now, PlanBuilder changes);
    }

    private interface Writing<T> {
        T with(Map<String, String> state);
    }

    private final IcebergTables tables;
    private final CommitStore store;
    private final Commits commits;
    private final MergeBench bench;
    private final StandingRows standing;
    private final TrinoUndo undo;
    private final TrinoForgetting forgetting;
    private final Consumer<Instant> committed;

    /**
     * Writes to these tables.
     *
     * @param store of this writer alone, which closes it
     * @param committed told of every commit that changed facts
     */
    TrinoWriter(
            IcebergTables tables,
            CommitStore store,
            MergeBench bench,
            StandingRows standing,
            TrinoUndo undo,
            TrinoForgetting forgetting,
            Consumer<Instant> committed) {
        this.tables = tables;
        this.store = store;
        this.commits = new Commits(tables, store);
        this.bench = bench;
        this.standing = standing;
        this.undo = undo;
        this.forgetting = forgetting;
        this.committed = committed;
    }

    /**
     * The queue of this writer, not yet started.
     *
     * @param interval each commit makes a file a table and day, and costs a round trip to Trino where rows may be there already: so long it
     *     waits for more
     */
    WriteQueue<Load> queue(int waitingRows, Duration interval) {
        return new WriteQueue<>(this, ROWS_PER_COMMIT, waitingRows, interval);
    }

    @Override
    public List<WriteReceipt> commit(List<WriteQueue.Batch> batches) {
        return commit(
                (now, changes) ->
                        bench.merge(batches.stream().map(WriteQueue.Batch::rows).toList(), now, standing, changes),
                batches.stream().flatMap(batch -> batch.positions().stream()).toList());
    }

    @Override
    public WriteReceipt commit(Load load) {
        if (load.rehearsal()) {
            return rehearsed(load);
        }
        return commit((now, changes) -> bench.merge(load.staged(), now, load.loadId(), standing, changes), List.of())
                .getFirst();
    }

    /** No file is written; what another replica has begun is brought to its end before, because its rows count. */
    private WriteReceipt rehearsed(Load load) {
        return writing(state -> bench.merge(load.staged(), moment(state), load.loadId(), standing, new Nowhere())
                .receipts()
                .getFirst());
    }

    /** Takes a bulk load back; on the thread of the queue alone. */
    Undone undo(String loadId) {
        return writing(state -> {
            Map<String, Long> positions = CommitStore.positions(state);
            Instant now = moment(state);
            Undone undone;
            CommitPlan plan;
            try (PlanBuilder changes = new PlanBuilder(tables)) {
                undone = undo.run(loadId, positions, now, changes);
                plan = changes.plan(now, List.of(UndoStore.mark(loadId, now)));
            }
            commits.commit(plan);
            if (undone.changes()) {
                committed.accept(now);
            }
            return undone;
        });
    }

    /** Moves old rows of facts to the histories, so that the marts see them go; on the thread of the queue alone. */
    boolean retire(OldRowStore old) {
        return writing(state -> {
            Instant now = moment(state);
            CommitPlan plan;
            try (PlanBuilder changes = new PlanBuilder(tables)) {
                forgetting.retire(old, now, changes);
                plan = changes.plan(now, List.of());
            }
            if (plan.changes().isEmpty()) {
                return false;
            }
            commits.commit(plan);
            committed.accept(now);
            return true;
        });
    }

    /** Deletes old rows of facts from the histories; on the thread of the queue alone. */
    Map<String, Long> erase(OldRowStore old) {
        return writing(state -> forgetting.erase(old));
    }

    /** Brings to its end what was begun; on the thread of the queue alone. */
    boolean finish() {
        return writing(state -> true);
    }

    private List<WriteReceipt> commit(Merging merging, List<LogPosition> positions) {
        return writing(state -> {
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
        });
    }

    /** Works while no other replica writes, and after what one has left is brought to its end. */
    private <T> T writing(Writing<T> work) {
        store.lock(CommitStore.WRITING, LOCK_PATIENCE);
        try {
            commits.finishPending();
            return work.with(store.state());
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
    public void end() {
        store.close();
    }
}
