package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.engine.UndoStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/** Takes a bulk write back, or says what that would do. */
final class Undo {

    private final Connection connection;
    private final String loadId;
    private final UndoStore store;

    /**
     * Of a write.
     *
     * @param connection that sees what is to be taken back
     */
    Undo(Connection connection, List<TableSchema> tables, String loadId) throws SQLException {
        this.connection = connection;
        this.loadId = loadId;
        this.store = UndoStore.of(connection, tables, loadId, LogPositions.all(connection));
    }

    /** Counts, and changes nothing. */
    Undone preview() throws SQLException {
        return store.preview(connection);
    }

    /** Told of the rows that come back. */
    interface Watching {

        /**
         * Before the commit.
         *
         * @param rows the name of a temporary table with them
         */
        void restored(TableSchema table, String rows) throws SQLException;
    }

    /** Takes it back, within the transaction of the caller. */
    Undone run(Instant now, Watching watching) throws SQLException {
        Undone preview = preview();
        LogPositions.advance(connection, List.of(UndoStore.mark(loadId, now)));
        List<TableSchema> changing = store.changing(preview);
        try (Statement statement = connection.createStatement()) {
            // What the rows of one table name decides about another, so all is found before anything goes.
            for (TableSchema table : changing) {
                statement.execute("CREATE OR REPLACE TEMP TABLE " + retired(table) + " AS " + store.retired(table));
                statement.execute("CREATE OR REPLACE TEMP TABLE " + restored(table) + " AS " + store.restored(table));
            }
            for (TableSchema table : changing) {
                change(statement, table, "make_timestamp(" + Stage.micros(now) + ")");
                watching.restored(table, restored(table));
                statement.execute("DROP TABLE " + retired(table));
                statement.execute("DROP TABLE " + restored(table));
            }
        }
        return preview;
    }

    private static String retired(TableSchema table) {
        return Ddl.quoted("undo_retired_" + table.name());
    }

    private static String restored(TableSchema table) {
        return Ddl.quoted("undo_restored_" + table.name());
    }

    private static void change(Statement statement, TableSchema table, String moment) throws SQLException {
        String columns = Ddl.names(table.columns(), "");
        String name = Ddl.quoted(table.name());
        statement.execute("INSERT INTO %s (%s, recorded_at, load_id, key_hash, superseded_at) SELECT *, %s FROM %s"
                .formatted(Ddl.quoted(table.name() + "_history"), columns, moment, retired(table)));
        statement.execute("""
                DELETE FROM %1$s USING %2$s r
                WHERE r.key_hash = %1$s.key_hash AND r.natural_key = %1$s.natural_key AND r.source = %1$s.source AND r.shop = %1$s.shop
                """.formatted(name, retired(table)));
        // They are told of anew, so that a question as of a moment in between does not find them.
        statement.execute("INSERT INTO %s (%s, recorded_at, load_id, key_hash) SELECT %s, %s, load_id, key_hash FROM %s"
                .formatted(name, columns, columns, moment, restored(table)));
    }
}
