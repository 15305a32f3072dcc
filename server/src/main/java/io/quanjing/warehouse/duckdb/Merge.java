package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.WriteReceipt.Counts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBConnection;

/** Puts rows into their tables, all of them in one transaction. The stages of the small batches are kept from one to the next. */
final class Merge {

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
    private final Map<String, Stage> stages = new HashMap<>();

    Merge(DuckDBConnection connection, List<TableSchema> tables) throws SQLException {
        this.connection = connection;
        for (TableSchema table : tables) {
            stages.put(table.name(), new Stage(connection, table));
        }
    }

    /** Merges the batches of several senders, and remembers how far they go in logs. */
    Result run(List<List<FactRow>> batches, List<LogPosition> positions, Instant now) throws SQLException {
        List<Map<String, Long>> sent = new ArrayList<>();
        try {
            return Transaction.run(connection, statement -> {
                LogPositions.advance(connection, positions);
                Collection<Stage> used = stage(batches, sent);
                Map<String, Map<Integer, FactStore.Outcome>> outcomes = merge(connection, used, now, LIVE);
                for (Stage stage : used) {
                    stage.clear();
                }
                return result(sent, outcomes);
            });
        } catch (SQLException | RuntimeException | Error e) {
            stages.values().forEach(Stage::discard);
            throw e;
        }
    }

    /** Merges the stages of one bulk load. */
    static Result run(DuckDBConnection on, Collection<Stage> staged, Instant now, String loadId) throws SQLException {
        Map<String, Long> sent = new LinkedHashMap<>();
        staged.forEach(stage -> sent.put(stage.table().name(), stage.rows()));
        return Transaction.run(on, statement -> result(List.of(sent), merge(on, staged, now, loadId)));
    }

    private Collection<Stage> stage(List<List<FactRow>> batches, List<Map<String, Long>> sent) throws SQLException {
        Map<String, Stage> used = new LinkedHashMap<>();
        for (int task = 0; task < batches.size(); task++) {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (FactRow row : batches.get(task)) {
                String table = row.table().name();
                used.computeIfAbsent(table, name -> Objects.requireNonNull(stages.get(name), name))
                        .append(row, task);
                rows.merge(table, 1L, Long::sum);
            }
            sent.add(rows);
        }
        return used.values();
    }

    private static Map<String, Map<Integer, FactStore.Outcome>> merge(
            DuckDBConnection on, Collection<Stage> used, Instant now, String loadId) throws SQLException {
        Map<String, Map<Integer, FactStore.Outcome>> outcomes = new LinkedHashMap<>();
        for (Stage stage : used) {
            stage.flush();
            outcomes.put(stage.table().name(), new FactStore(on, stage, now, loadId).merge());
        }
        return outcomes;
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
