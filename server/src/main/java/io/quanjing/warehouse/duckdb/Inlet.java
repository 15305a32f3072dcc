package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The way of small batches into one table. A row whose key is certainly new goes straight there; one that may be known, or comes twice, goes
 * by the stage and is merged.
 */
final class Inlet implements AutoCloseable {

    /** Of a larger load it is cheaper to read the table's keys again when they are wanted next. */
    static final long FEW_LOADED = 200_000;

    private final DuckDBConnection connection;
    private final TableSchema table;
    private final Stage stage;
    private final NewRows straight;
    private @Nullable TableKeys keys;

    private final List<FactRow> rows = new ArrayList<>();
    private int[] tasks = new int[1_024];
    private long[] hashes = new long[1_024];

    Inlet(DuckDBConnection connection, TableSchema table) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.stage = new Stage(connection, table);
        this.straight = new NewRows(connection, table);
    }

    /** Takes a row; nothing is written before {@link #merge}. */
    void add(FactRow row, int task) {
        int at = rows.size();
        if (at == tasks.length) {
            tasks = Arrays.copyOf(tasks, 2 * at);
            hashes = Arrays.copyOf(hashes, 2 * at);
        }
        rows.add(row);
        tasks[at] = task;
        hashes[at] = stage.hash(row);
    }

    /** Writes the rows taken, within the transaction of the caller, and returns the outcome by task as {@link FactStore#merge} does. */
    Map<Integer, FactStore.Outcome> merge(Instant now, String loadId) throws SQLException {
        Map<Integer, FactStore.Outcome> outcomes = new HashMap<>();
        TableKeys known = keys();
        Set<Long> repeated = repeated();
        long micros = Stage.micros(now);
        for (int i = 0; i < rows.size(); i++) {
            FactRow row = rows.get(i);
            long hash = hashes[i];
            if (known != null && known.isNew(hash) && !repeated.contains(hash)) {
                straight.append(row, hash, micros, loadId);
                outcomes.merge(tasks[i], new FactStore.Outcome(1, 0), FactStore.Outcome::and);
            } else {
                stage.append(row, tasks[i], hash);
            }
        }
        if (known != null) {
            known.addAll(hashes, rows.size());
        }
        if (stage.rows() > 0) {
            stage.flush();
            new FactStore(connection, stage, now, loadId)
                    .merge()
                    .forEach((task, outcome) -> outcomes.merge(task, outcome, FactStore.Outcome::and));
            stage.clear();
        }
        straight.flush();
        rows.clear();
        return outcomes;
    }

    /** A daily report removes rows as well, so it has to ask the table in any case. */
    private @Nullable TableKeys keys() throws SQLException {
        if (keys == null && table.revision() != Revision.REPLACE_DAY) {
            keys = TableKeys.of(connection, table.name());
        }
        return keys;
    }

    /** Keys that come twice: which of their rows counts is for the stage to say. */
    private Set<Long> repeated() {
        long[] sorted = Arrays.copyOf(hashes, rows.size());
        Arrays.sort(sorted);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                repeated.add(sorted[i]);
            }
        }
        return repeated;
    }

    /** Learns what a bulk load has put into the table; to be called before its commit. */
    void loaded(Connection on, Stage loaded) throws SQLException {
        TableKeys known = keys;
        if (known == null) {
            return;
        }
        if (loaded.rows() <= FEW_LOADED) {
            known.addAll(on, "SELECT key_hash FROM " + Ddl.quoted(loaded.name()));
        } else {
            known.close();
            keys = null;
        }
    }

    /** Learns the keys of rows that come back; to be called before their commit. */
    void restored(Connection on, String from) throws SQLException {
        if (keys != null) {
            keys.addAll(on, "SELECT key_hash FROM " + from);
        }
    }

    /** After a rollback: nothing of the batch may come out with the next one. */
    void discard() {
        rows.clear();
        straight.discard();
        stage.discard();
    }

    @Override
    public void close() {
        straight.discard();
        if (keys != null) {
            keys.close();
        }
    }
}
