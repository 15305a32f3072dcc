package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts rows that nobody knows straight into their table, within the transaction of the connection. */
final class NewRows {

    private static final Logger LOG = LoggerFactory.getLogger(NewRows.class);
    private static final int RECORDED_AT = -1;
    private static final int LOAD_ID = -2;
    private static final int KEY_HASH = -3;
    private static final int NOTHING = -4;

    private final DuckDBConnection connection;
    private final TableSchema table;
    private final Column.Type[] types;
    /** Where each column of the file has its value, as the file orders them: one that grew from an older version has an order of its own. */
    private int @Nullable [] places;

    /** Kept from commit to commit; each flush belongs to the transaction that it happens in. */
    private @Nullable DuckDBAppender appender;

    NewRows(DuckDBConnection connection, TableSchema table) {
        this.connection = connection;
        this.table = table;
        this.types = table.columns().stream().map(Column::type).toArray(Column.Type[]::new);
    }

    void append(FactRow row, long hash, long recordedAtMicros, String loadId) throws SQLException {
        DuckDBAppender to = appender;
        if (to == null) {
            to = connection.createAppender("main", table.name());
            appender = to;
        }
        int[] order = places;
        if (order == null) {
            order = order();
            places = order;
        }
        @Nullable Object[] values = row.values();
        to.beginRow();
        for (int place : order) {
            switch (place) {
                case RECORDED_AT -> to.appendEpochMicros(recordedAtMicros);
                case LOAD_ID -> to.append(loadId);
                case KEY_HASH -> to.append(hash);
                case NOTHING -> to.appendNull();
                default -> Stage.append(to, types[place], values[place]);
            }
        }
        to.endRow();
    }

    private int[] order() throws SQLException {
        List<Integer> order = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT column_name FROM duckdb_columns()
                WHERE table_name = ? AND schema_name = 'main' AND database_name = current_database()
                ORDER BY column_index""")) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    order.add(place(rows.getString(1)));
                }
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private int place(String column) {
        return switch (column) {
            case "recorded_at" -> RECORDED_AT;
            case "load_id" -> LOAD_ID;
            case "key_hash" -> KEY_HASH;
            default -> table.has(column) ? table.index(column) : NOTHING;
        };
    }

    void flush() throws SQLException {
        if (appender != null) {
            long flushed = appender.flush();
            LOG.trace("Flushed the last {} rows of {}.", flushed, table.name());
        }
    }

    /** Before or after a rollback: what is still in the appender must not come out with the next batch. */
    void discard() {
        DuckDBAppender open = appender;
        appender = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("The appender of {} did not close well after a failed write.", table.name(), e);
            }
        }
    }
}
