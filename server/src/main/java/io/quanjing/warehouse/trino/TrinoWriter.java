package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.duckdb.MergeBench;
import io.quanjing.warehouse.engine.WriteQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Plans what the queue hands over and commits the plan; one replica at a time does so. */
final class TrinoWriter implements WriteQueue.Committing<TrinoWriter.Load> {

    private static final int ROWS_PER_COMMIT = 50_000;

    /** A large load of another replica may hold the lock for long. */
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);

    /** A bulk load. */
    record Load(MergeBench.Staged staged, String loadId) {}

    private interface Merging {
        MergeBench.Outcome merge(Instant now, PlanBuilder changes);
    }

    private final IcebergTables tables;
    private final CommitStore store;
    private final Commits commits;
    private final MergeBench bench;
    private final StandingRows standing;
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
            Consumer<Instant> committed) {
        this.tables = tables;
        this.store = store;
        this.commits = new Commits(tables, store);
        this.bench = bench;
        this.standing = standing;
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
        return commit((now, changes) -> bench.merge(load.staged(), now, load.loadId(), standing, changes), List.of())
                .getFirst();
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
    public void end() {
        store.close();
    }
}
