package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.engine.UndoStore;
import io.quanjing.warehouse.schema.SystemColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks Trino what taking a bulk write back changes. The rows pass one by one, however many there are. */
final class TrinoUndo {

    private final List<TableSchema> tables;
    private final TrinoConnections trino;

    TrinoUndo(List<TableSchema> tables, TrinoConnections trino) {
        this.tables = tables;
        this.trino = trino;
    }

    /** Counts, and changes nothing. */
    Undone preview(String loadId, Map<String, Long> positions) {
        try (Connection connection = trino.open()) {
            return UndoStore.of(connection, tables, loadId, positions).preview(connection);
        } catch (SQLException e) {
            throw trino.refusal("counting the rows of the write " + loadId, e);
        }
    }

    /** Puts together what changes; nobody else may write meanwhile. */
    Undone run(String loadId, Map<String, Long> positions, Instant now, PlanBuilder changes) {
        try (Connection connection = trino.open();
                Statement statement = connection.createStatement()) {
            UndoStore store = UndoStore.of(connection, tables, loadId, positions);
            Undone preview = store.preview(connection);
            for (TableSchema table : store.changing(preview)) {
                int own = table.columns().size();
                int width = own + SystemColumns.ALL.size();
                read(statement, store.retired(table), width, values -> {
                    @Nullable Object[] retired = Arrays.copyOf(values, width + 1);
                    retired[width] = now;
                    changes.retired(table, retired);
                });
                read(statement, store.restored(table), width, values -> {
                    // They are told of anew, so that a question as of a moment in between does not find them.
                    values[own] = now;
                    changes.added(table, values);
                });
            }
            return preview;
        } catch (SQLException e) {
            throw trino.refusal("reading the rows of the write " + loadId, e);
        }
    }

    static void read(Statement statement, String sql, int width, Consumer<@Nullable Object[]> to) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            int[] types = new int[width];
            for (int i = 0; i < width; i++) {
                types[i] = rows.getMetaData().getColumnType(i + 1);
            }
            while (rows.next()) {
                @Nullable Object[] values = new Object[width];
                for (int i = 0; i < width; i++) {
                    values[i] = TrinoReader.value(rows, i + 1, types[i]);
                }
                to.accept(values);
            }
        }
    }
}
