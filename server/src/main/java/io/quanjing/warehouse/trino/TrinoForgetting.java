package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.engine.OldRowStore;
import io.quanjing.warehouse.engine.OldRowStore.Old;
import io.quanjing.warehouse.schema.SystemColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lets go of old rows of facts in two steps: the marts have to see that they go. */
final class TrinoForgetting {

    private final TrinoConnections trino;

    TrinoForgetting(TrinoConnections trino) {
        this.trino = trino;
    }

    /** Moves them to the histories, as if something had replaced them; nobody else may write meanwhile. The rows pass one by one. */
    void retire(OldRowStore rows, Instant now, PlanBuilder changes) {
        try (Connection connection = trino.open();
                Statement statement = connection.createStatement()) {
            for (Old old : rows.all()) {
                TableSchema table = old.table();
                int width = table.columns().size() + SystemColumns.ALL.size();
                TrinoUndo.read(statement, old.rows(), width, values -> {
                    @Nullable Object[] retired = Arrays.copyOf(values, width + 1);
                    retired[width] = now;
                    changes.retired(table, retired);
                });
            }
        } catch (SQLException e) {
            throw trino.refusal("reading rows that are no longer to be kept", e);
        }
    }

    /** Deletes them from the histories; answers how many there were, by table. */
    Map<String, Long> erase(OldRowStore rows) {
        Map<String, Long> erased = new TreeMap<>();
        try (Connection connection = trino.open();
                Statement statement = connection.createStatement()) {
            for (Old old : rows.all()) {
                long deleted = statement.executeLargeUpdate(old.deleteFromHistory());
                if (deleted > 0) {
                    erased.put(old.table().name(), deleted);
                }
            }
            return erased;
        } catch (SQLException e) {
            throw trino.refusal("deleting rows that are no longer to be kept", e);
        }
    }
}
