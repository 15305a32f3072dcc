package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.engine.OldRowStore;
import io.quanjing.warehouse.engine.OldRowStore.Old;
import io.quanjing.warehouse.schema.SystemColumns;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Lets go of old rows of facts in two steps, each within a transaction of the caller: the marts have to see that they go. */
final class Forgetting {

    private Forgetting() {}

    /** Moves them to the histories, as if something had replaced them; answers how many there were. */
    static long retire(Statement statement, OldRowStore rows, Instant now) throws SQLException {
        long retired = 0;
        for (Old old : rows.all()) {
            retired += statement.executeUpdate(
                    "INSERT INTO %s (%s, recorded_at, load_id, key_hash, superseded_at) SELECT *, make_timestamp(%s) FROM (%s)"
                            .formatted(
                                    Ddl.quoted(old.table().name() + SystemColumns.HISTORY),
                                    Ddl.names(old.table().columns(), ""),
                                    Stage.micros(now),
                                    old.rows()));
            int ignored = statement.executeUpdate(old.delete());
        }
        return retired;
    }

    /** Deletes them from the histories; answers how many there were, by table. */
    static Map<String, Long> erase(Statement statement, OldRowStore rows) throws SQLException {
        Map<String, Long> erased = new TreeMap<>();
        for (Old old : rows.all()) {
            long deleted = statement.executeUpdate(old.deleteFromHistory());
            if (deleted > 0) {
                erased.put(old.table().name(), deleted);
            }
        }
        return erased;
    }
}
