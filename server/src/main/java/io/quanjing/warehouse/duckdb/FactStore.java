package io.quanjing.warehouse.duckdb;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TableSchema.Revision;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Merges staged rows into their table, within the transaction of the caller. */
final class FactStore {

    static final int NOBODY = -1;

    /** What became of one sender's rows. */
    record Outcome(long added, long revised) {

        Outcome and(Outcome other) {
            return new Outcome(added + other.added, revised + other.revised);
        }
    }

    private final Connection connection;
    private final Stage stage;
    private final String table;
    private final List<Column> columns;
    private final Revision revision;
    private final String now;
    private final String loadId;

    FactStore(Connection connection, Stage stage, Instant now, String loadId) {
        this.connection = connection;
        this.stage = stage;
        this.table = Ddl.quoted(stage.table().name());
        this.columns = stage.table().columns();
        this.revision = stage.table().revision();
        this.now = "make_timestamp(" + Stage.micros(now) + ")";
        this.loadId = "'" + loadId.replace("'", "''") + "'";
    }

    /** Returns the outcome by task; a task without a change is absent. {@link #NOBODY} stands for rows that a daily report no longer has. */
    Map<Integer, Outcome> merge() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            resolveRepeats(statement);
            boolean met = meet(statement);
            Map<Integer, Long> revised = Map.of();
            long vanished = revision == Revision.REPLACE_DAY ? removeVanished(statement, met) : 0;
            if (met && revision == Revision.KEEP_FIRST) {
                run(statement, "DELETE FROM %s WHERE rowid IN (SELECT staged FROM met)");
            } else if (met) {
                revised = counts(statement, "SELECT task, count(*) FROM met WHERE changed GROUP BY task");
                supersede(statement);
            }
            Map<Integer, Long> inserted = met || stage.mayRepeat()
                    ? counts(statement, "SELECT task, count(*) FROM " + stage() + " GROUP BY task")
                    : stage.rowsByTask();
            statement.execute(
                    """
                    INSERT INTO %s (%s, recorded_at, load_id, key_hash)
                    SELECT %s, %s, %s, key_hash FROM %s""".formatted(table, Ddl.names(columns, ""), Ddl.names(columns, ""), now, loadId, stage()));
            Map<Integer, Outcome> outcome = outcome(inserted, revised);
            if (vanished > 0) {
                outcome.put(NOBODY, new Outcome(0, vanished));
            }
            return outcome;
        }
    }

    private static Map<Integer, Outcome> outcome(Map<Integer, Long> inserted, Map<Integer, Long> revised) {
        Map<Integer, Outcome> outcome = new HashMap<>();
        inserted.forEach((task, count) -> {
            long changed = revised.getOrDefault(task, 0L);
            outcome.put(task, new Outcome(count - changed, changed));
        });
        return outcome;
    }

    /** Leaves one row per natural key: the first where the first wins, otherwise the last, completed by what earlier ones provide. */
    private void resolveRepeats(Statement statement) throws SQLException {
        if (!stage.mayRepeat()) {
            return;
        }
        run(
                statement,
                "CREATE OR REPLACE TEMP TABLE repeated AS SELECT key_hash FROM %s GROUP BY key_hash HAVING count(*) > 1");
        if (!any(statement, "SELECT 1 FROM repeated LIMIT 1")) {
            return;
        }
        if (stage.partial() && revision != Revision.KEEP_FIRST) {
            combineRepeats(statement);
        }
        statement.execute("""
                DELETE FROM %1$s
                WHERE key_hash IN (SELECT key_hash FROM repeated)
                  AND rowid NOT IN (
                    SELECT %2$s(rowid) FROM %1$s WHERE key_hash IN (SELECT key_hash FROM repeated) GROUP BY shop, source, natural_key)""".formatted(stage(), revision == Revision.KEEP_FIRST ? "min" : "max"));
    }

    private void combineRepeats(Statement statement) throws SQLException {
        String latest = mapped((c, bit) ->
                "arg_max_null(%1$s, rowid) FILTER (WHERE (provided >> %2$d) & 1 = 1) AS %1$s".formatted(c, bit));
        statement.execute("""
                CREATE OR REPLACE TEMP TABLE combined AS
                SELECT max(rowid) AS last_row, bit_or(provided) AS all_provided, %s
                FROM %s WHERE key_hash IN (SELECT key_hash FROM repeated)
                GROUP BY shop, source, natural_key""".formatted(latest, stage()));
        statement.execute("""
                UPDATE %1$s SET provided = c.all_provided, %2$s FROM combined c WHERE %1$s.rowid = c.last_row""".formatted(stage(), mapped((c, bit) -> c + " = c." + c)));
    }

    /** Notes in {@code met} which staged rows meet a current one; false if none does. */
    private boolean meet(Statement statement) throws SQLException {
        // Most batches meet nothing, and then reading the 8 bytes of each row's hash has answered it.
        if (!any(
                statement,
                "SELECT 1 FROM " + table + " WHERE key_hash IN (SELECT key_hash FROM " + stage() + ") LIMIT 1")) {
            return false;
        }
        String same =
                "t.key_hash = s.key_hash AND t.natural_key = s.natural_key AND t.source = s.source AND t.shop = s.shop";
        if (stage.partial() && revision != Revision.KEEP_FIRST) {
            statement.execute("""
                    UPDATE %1$s AS s SET %2$s FROM %3$s t WHERE s.provided <> -1 AND %4$s""".formatted(
                    stage(),
                    mapped((c, bit) -> "%1$s = CASE WHEN (s.provided >> %2$d) & 1 = 1 THEN s.%1$s ELSE t.%1$s END"
                            .formatted(c, bit)),
                    table,
                    same));
        }
        String changed = Ddl.list(
                        columns, c -> "s." + Ddl.quoted(c.name()) + " IS DISTINCT FROM t." + Ddl.quoted(c.name()))
                .replace(", ", " OR ");
        statement.execute("""
                CREATE OR REPLACE TEMP TABLE met AS
                SELECT s.rowid AS staged, t.rowid AS standing, s.task AS task, (%s) AS changed
                FROM %s s JOIN %s t ON %s""".formatted(revision == Revision.KEEP_FIRST ? "false" : changed, stage(), table, same));
        return any(statement, "SELECT 1 FROM met LIMIT 1");
    }

    private void supersede(Statement statement) throws SQLException {
        retire(statement, "SELECT standing FROM met WHERE changed");
        run(statement, "DELETE FROM %s WHERE rowid IN (SELECT staged FROM met WHERE NOT changed)");
    }

    /** A daily report stands for its whole day: rows of the day that it no longer has are gone. */
    private long removeVanished(Statement statement, boolean met) throws SQLException {
        statement.execute("""
                CREATE OR REPLACE TEMP TABLE vanished AS
                SELECT t.rowid AS standing FROM %s t
                JOIN (SELECT DISTINCT shop, source, shop_day FROM %s) d
                  ON t.shop = d.shop AND t.source = d.source AND t.shop_day = d.shop_day
                WHERE %s""".formatted(table, stage(), met ? "t.rowid NOT IN (SELECT standing FROM met)" : "true"));
        return retire(statement, "SELECT standing FROM vanished");
    }

    @CanIgnoreReturnValue
    private long retire(Statement statement, String rows) throws SQLException {
        String all = Ddl.names(columns, "") + ", recorded_at, load_id, key_hash";
        statement.execute("""
                INSERT INTO %s (%s, superseded_at) SELECT %s, %s FROM %s WHERE rowid IN (%s)""".formatted(Ddl.quoted(stage.table().name() + "_history"), all, all, now, table, rows));
        return statement.executeLargeUpdate("DELETE FROM " + table + " WHERE rowid IN (" + rows + ")");
    }

    private interface Wording {
        String of(String column, int bit);
    }

    private String mapped(Wording wording) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            if (!TableSchema.KEY.contains(name)) {
                text.append(text.isEmpty() ? "" : ", ").append(wording.of(Ddl.quoted(name), i));
            }
        }
        return text.toString();
    }

    private String stage() {
        return Ddl.quoted(stage.name());
    }

    private void run(Statement statement, String sql) throws SQLException {
        statement.execute(sql.formatted(stage()));
    }

    private static boolean any(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    private static Map<Integer, Long> counts(Statement statement, String sql) throws SQLException {
        Map<Integer, Long> counts = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                counts.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
