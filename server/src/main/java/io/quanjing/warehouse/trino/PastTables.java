package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.duckdb.MartBench;
import io.quanjing.warehouse.duckdb.MartBench.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * Asks Trino for what was known at a moment. A write changes one table after the other, and a row that it replaces would be missing or there
 * twice if its table were read before that and its history after it: so each table is read as it was after the last write that had come to
 * its end in all of them.
 */
final class PastTables implements MartBench.Tables {

    private final MartTables tables;
    private final long most;

    /**
     * Nothing is asked yet.
     *
     * @param committed the moment of the newest write that is in all of its tables; null if there was none
     * @param most so many rows are handed over at most
     */
    PastTables(IcebergTables tables, TrinoConnections trino, @Nullable Instant committed, long most) {
        String last = committed == null ? "" : CommitPlan.moment(committed);
        this.tables = new MartTables(tables, trino, table -> after(last, table));
        this.most = most;
    }

    /** The newest snapshot in which no later write is; those of compactions say of no write. */
    private static @Nullable Snapshot after(String last, Table table) {
        Snapshot found = table.currentSnapshot();
        for (Snapshot each = found; each != null; each = parent(table, each)) {
            String plan = each.summary().get(Commits.PLAN);
            if (plan != null && CommitPlan.moment(plan).compareTo(last) <= 0) {
                return found;
            }
            if (plan != null) {
                found = parent(table, each);
            }
        }
        return found;
    }

    private static @Nullable Snapshot parent(Table table, Snapshot of) {
        Long parent = of.parentId();
        return parent == null ? null : table.snapshot(parent);
    }

    @Override
    public boolean isEmpty(String table) {
        return tables.isEmpty(table);
    }

    @Override
    public void read(List<Wanted> wanted, MartBench.Rows to) {
        requireFew(wanted);
        tables.read(wanted, to);
    }

    /** Counts only where the tables, as they are, may have more. */
    private void requireFew(List<Wanted> wanted) {
        if (wanted.stream().mapToLong(each -> tables.records(each.table())).sum() <= most) {
            return;
        }
        long rows = 0;
        for (Wanted each : wanted) {
            rows += tables.count(each);
        }
        if (rows > most) {
            throw new QuanjingException(
                    WarehouseError.PAST_TOO_LARGE,
                    "At that moment " + rows + " rows were known, and " + most
                            + " are fetched at most to put it together. Maybe raise quanjing.warehouse.trino.past-rows, if the disk of"
                            + " the replica has room for them.",
                    Map.of("rows", rows, "limit", most));
        }
    }
}
