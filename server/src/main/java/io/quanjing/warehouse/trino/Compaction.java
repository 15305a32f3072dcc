package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Trino write many small files again as few large ones, by columns and without the rows that were deleted. A compaction that meets a
 * write of the same rows gives up; the next one has them too.
 */
final class Compaction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
    private static final int SNAPSHOTS = 40;
    private static final long MANY_ROWS = 10_000;
    private static final String FILES = "file_size_threshold => '64MB'";

    private final WarehouseSchema schema;
    private final IcebergTables tables;
    private final TrinoConnections trino;
    private final Map<String, Long> sequence = new HashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warehouse-compaction").factory());

    Compaction(WarehouseSchema schema, IcebergTables tables, TrinoConnections trino) {
        this.schema = schema;
        this.tables = tables;
        this.trino = trino;
    }

    /**
     * Compacts, beside everything else, the tables that were changed some dozens of times since this process did so last.
     *
     * @param anew tables that were filled anew, which are compacted at once if they are large
     */
    void whereDue(List<String> anew) {
        if (!busy.getAndSet(true)) {
            thread.execute(() -> {
                try {
                    names().forEach(name -> compactIfDue(name, anew.contains(name)));
                } catch (RuntimeException e) {
                    LOG.info("The tables were not compacted: {}", e.getMessage());
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    private void compactIfDue(String name, boolean anew) {
        Table table = tables.load(name);
        Snapshot now = table.currentSnapshot();
        if (now == null) {
            return;
        }
        Long last = sequence.putIfAbsent(name, now.sequenceNumber());
        if ((last != null && now.sequenceNumber() - last >= SNAPSHOTS)
                || (anew && IcebergTables.records(table) > MANY_ROWS)) {
            compact(name);
            Snapshot compacted = tables.load(name).currentSnapshot();
            sequence.put(name, compacted == null ? 0 : compacted.sequenceNumber());
        }
    }

    /**
     * Compacts every table, then forgets what nobody can ask for any more: snapshots older than a week and files that no snapshot has.
     */
    void everything() {
        for (String name : names()) {
            if (tables.load(name).currentSnapshot() != null) {
                compact(name);
                execute(name, "expire_snapshots(retention_threshold => '7d')");
                execute(name, "remove_orphan_files(retention_threshold => '7d')");
            }
        }
    }

    private void compact(String name) {
        execute(name, "optimize(" + FILES + ")");
    }

    private void execute(String table, String what) {
        long started = System.nanoTime();
        try (Connection connection = trino.open();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE \"" + table + "\" EXECUTE " + what);
            LOG.debug("{} of {} took {} ms.", what, table, (System.nanoTime() - started) / 1_000_000);
        } catch (SQLException e) {
            LOG.info("The table {} was not tended ({}): {}", table, what, e.getMessage());
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (TableSchema table : schema.tables()) {
            names.add(table.name());
            names.add(table.name() + SystemColumns.HISTORY);
        }
        schema.marts().stream().map(Mart::name).forEach(names::add);
        return names;
    }

    /** Returns when nothing is compacted any more. */
    @Override
    public void close() {
        thread.close();
    }
}
