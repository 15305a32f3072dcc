package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.duckdb.MergeBench;
import io.quanjing.warehouse.schema.SystemColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what a merge brings out into files, and gathers them into a plan. */
final class PlanBuilder implements MergeBench.Changes, AutoCloseable {

    private final IcebergTables tables;
    private final Map<String, RowFiles> rows = new LinkedHashMap<>();
    private final Map<String, RowFiles> deletes = new LinkedHashMap<>();

    PlanBuilder(IcebergTables tables) {
        this.tables = tables;
    }

    @Override
    public void added(TableSchema table, @Nullable Object[] values) {
        rows.computeIfAbsent(table.name(), name -> RowFiles.ofRows(tables.load(name)))
                .add(values);
    }

    @Override
    public void retired(TableSchema table, @Nullable Object[] values) {
        rows.computeIfAbsent(table.name() + SystemColumns.HISTORY, name -> RowFiles.ofRows(tables.load(name)))
                .add(values);
        deletes.computeIfAbsent(table.name(), name -> RowFiles.ofDeletes(tables.load(name), TableSchema.KEY))
                .add(values);
    }

    /** The plan; its files are on the disk. */
    CommitPlan plan(Instant now, List<LogPosition> positions) {
        Set<String> names = new TreeSet<>(rows.keySet());
        names.addAll(deletes.keySet());
        List<CommitPlan.Change> changes = new ArrayList<>();
        for (String name : names) {
            changes.add(new CommitPlan.Change(name, files(rows.get(name)), files(deletes.get(name))));
        }
        return new CommitPlan(CommitPlan.id(now), now.toString(), List.copyOf(changes), positions);
    }

    private static List<CommitPlan.File> files(@Nullable RowFiles written) {
        return written == null ? List.of() : written.files();
    }

    @Override
    public void close() {
        rows.values().forEach(RowFiles::close);
        deletes.values().forEach(RowFiles::close);
    }
}
