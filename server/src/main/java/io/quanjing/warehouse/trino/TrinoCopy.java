package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.TableSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of another warehouse as they are. A step is a plan like that of any write, with the position of the copying in it, so a step that
 * was cut off is finished by the next one and none is taken twice.
 */
final class TrinoCopy implements AutoCloseable {

    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);

    private final IcebergTables tables;
    private final CommitStore store;
    private final Commits commits;

    TrinoCopy(IcebergTables tables, CommitStore store) {
        this.tables = tables;
        this.store = store;
        this.commits = new Commits(tables, store);
    }

    void append(RawTable table, boolean replacing, LogPosition step, Consumer<Consumer<@Nullable Object[]>> rows) {
        store.lock(CommitStore.WRITING, LOCK_PATIENCE);
        try {
            commits.finishPending();
            Map<String, String> state = store.state();
            Commits.requireNext(CommitStore.positions(state), List.of(step));
            Instant now = TrinoWriter.moment(state);
            try (RowFiles added = RowFiles.ofRows(tables.load(table.name()));
                    RowFiles removed = RowFiles.ofDeletes(tables.load(table.name()), TableSchema.KEY)) {
                rows.accept(row -> {
                    added.add(row);
                    if (replacing) {
                        removed.add(row);
                    }
                });
                CommitPlan.Change change = new CommitPlan.Change(table.name(), added.files(), removed.files());
                commits.commit(new CommitPlan(CommitPlan.id(now), now.toString(), List.of(change), List.of(step)));
            }
        } finally {
            store.unlock(CommitStore.WRITING);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
