package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.WriteReceipt.Counts;
import io.quanjing.warehouse.engine.OldRowStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Puts rows into their tables, all of them in one transaction. What helps the small batches is kept from one to the next. */
final class Merge implements AutoCloseable {

    /** Stands in {@code load_id} of rows that came in a small batch. */
    static final String LIVE = "live";

    /**
     * What became of the rows.
     *
     * @param receipts one for each sender, in their order
     * @param changed whether a table changed
     */
    record Result(List<WriteReceipt> receipts, boolean changed) {}

    private final DuckDBConnection connection;
    private final List<TableSchema> tables;
    private final Map<String, Inlet> inlets = new HashMap<>();
    private final KnownOrders orders;

    Merge(DuckDBConnection connection, List<TableSchema> tables) throws SQLException {
        this.connection = connection;
        this.tables = tables;
        this.orders = new KnownOrders(connection);
        for (TableSchema table : tables) {
            inlets.put(table.name(), new Inlet(connection, table));
        }
    }

    /** Merges the batches of several senders, and remembers how far they go in logs. */
    Result run(List<List<FactRow>> batches, List<LogPosition> positions, Instant now) throws SQLException {
        List<Map<String, Long>> sent = new ArrayList<>();
        orders.begin();
        try {
            return Transaction.run(connection, statement -> {
                LogPositions.advance(connection, positions);
                Map<String, Map<Integer, FactStore.Outcome>> outcomes = new LinkedHashMap<>();
                for (String table : take(batches, sent)) {
                    outcomes.put(table, inlet(table).merge(now, LIVE));
                }
                return result(sent, outcomes);
            });
        } catch (SQLException | RuntimeException | Error e) {
            inlets.values().forEach(Inlet::discard);
            throw e;
        }
    }

    /** Merges the stages of one bulk load. */
    Result run(DuckDBConnection on, Collection<Stage> staged, Instant now, String loadId) throws SQLException {
        Map<String, Long> sent = new LinkedHashMap<>();
        staged.forEach(stage -> sent.put(stage.table().name(), stage.rows()));
        return Transaction.run(on, statement -> {
            Map<String, Map<Integer, FactStore.Outcome>> outcomes = new LinkedHashMap<>();
            for (Stage stage : staged) {
                stage.flush();
                outcomes.put(stage.table().name(), new FactStore(on, stage, now, loadId).merge());
                inlet(stage.table().name()).loaded(on, stage);
                orders.loaded(on, stage);
            }
            return result(List.of(sent), outcomes);
        });
    }

    /** What a bulk load would do: merges it as {@link #run} does, and takes it back. What is kept of the tables is not told. */
    static Result rehearse(DuckDBConnection on, Collection<Stage> staged, Instant now, String loadId)
            throws SQLException {
        Map<String, Long> sent = new LinkedHashMap<>();
        staged.forEach(stage -> sent.put(stage.table().name(), stage.rows()));
        return Transaction.rehearse(on, statement -> {
            Map<String, Map<Integer, FactStore.Outcome>> outcomes = new LinkedHashMap<>();
            for (Stage stage : staged) {
                outcomes.put(stage.table().name(), new FactStore(on, stage, now, loadId).merge());
            }
            return result(List.of(sent), outcomes);
        });
    }

    /** Takes a bulk load back. */
    Undone undo(String loadId, Instant now) throws SQLException {
        return Transaction.run(
                connection,
                statement -> new Undo(connection, tables, loadId).run(now, (table, rows) -> {
                    inlet(table.name()).restored(connection, rows);
                    orders.restored(connection, table, rows);
                }));
    }

    /** Moves old rows of facts to the histories; answers how many. */
    long retire(OldRowStore old, Instant now) throws SQLException {
        return Transaction.run(connection, statement -> Forgetting.retire(statement, old, now));
    }

    /** Deletes old rows of facts from the histories; answers how many, by table. */
    Map<String, Long> erase(OldRowStore old) throws SQLException {
        return Transaction.run(connection, statement -> Forgetting.erase(statement, old));
    }

    /** Hands each row to the inlet of its table; returns the tables, in the order of their first rows. */
    private Set<String> take(List<List<FactRow>> batches, List<Map<String, Long>> sent) {
        Set<String> used = new LinkedHashSet<>();
        for (int task = 0; task < batches.size(); task++) {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (FactRow row : batches.get(task)) {
                String table = row.table().name();
                inlet(table).add(row, task);
                orders.add(row);
                rows.merge(table, 1L, Long::sum);
            }
            used.addAll(rows.keySet());
            sent.add(rows);
        }
        return used;
    }

    private Inlet inlet(String table) {
        return Objects.requireNonNull(inlets.get(table), table);
    }

    /** Which orders no table has. */
    KnownOrders orders() {
        return orders;
    }

    @Override
    public void close() {
        orders.close();
        inlets.values().forEach(Inlet::close);
    }

    static Result result(List<Map<String, Long>> sent, Map<String, Map<Integer, FactStore.Outcome>> outcomes) {
        List<WriteReceipt> receipts = new ArrayList<>();
        for (int task = 0; task < sent.size(); task++) {
            receipts.add(receipt(sent.get(task), outcomes, task));
        }
        return new Result(receipts, !outcomes.values().stream().allMatch(Map::isEmpty));
    }

    private static WriteReceipt receipt(
            Map<String, Long> sent, Map<String, Map<Integer, FactStore.Outcome>> outcomes, int task) {
        Map<String, Counts> tables = new LinkedHashMap<>();
        sent.forEach((table, rows) -> {
            FactStore.Outcome outcome =
                    outcomes.getOrDefault(table, Map.of()).getOrDefault(task, new FactStore.Outcome(0, 0));
            tables.put(
                    table, new Counts(outcome.added(), outcome.revised(), rows - outcome.added() - outcome.revised()));
        });
        return new WriteReceipt(tables);
    }
}
