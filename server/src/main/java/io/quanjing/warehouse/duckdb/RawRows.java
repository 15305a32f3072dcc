package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.RawTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads rows of the file as they are kept. */
final class RawRows {

    private RawRows() {}

    static void read(
            Connection connection, RawTable table, Instant from, Instant until, Consumer<@Nullable Object[]> rows)
            throws SQLException {
        String day = table.day();
        String sql = "SELECT " + Ddl.names(table.columns(), "") + " FROM " + Ddl.quoted(table.name())
                + " WHERE recorded_at >= ? AND recorded_at < ? ORDER BY "
                + (day == null ? "" : Ddl.quoted(day) + ", ") + "recorded_at, key_hash";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, LocalDateTime.ofInstant(from, ZoneOffset.UTC));
            statement.setObject(2, LocalDateTime.ofInstant(until, ZoneOffset.UTC));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.accept(row(found, table.columns()));
                }
            }
        }
    }

    private static @Nullable Object[] row(ResultSet found, List<Column> columns) throws SQLException {
        @Nullable Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(found, i + 1, columns.get(i).type());
        }
        return row;
    }

    private static @Nullable Object value(ResultSet found, int at, Column.Type type) throws SQLException {
        Object value = switch (type) {
            case TEXT -> found.getString(at);
            case BIGINT -> found.getLong(at);
            case DECIMAL -> found.getBigDecimal(at);
            case BOOLEAN -> found.getBoolean(at);
            case DATE -> found.getObject(at, LocalDate.class);
            case TIMESTAMP -> {
                LocalDateTime moment = found.getObject(at, LocalDateTime.class);
                yield moment == null ? null : moment.toInstant(ZoneOffset.UTC);
            }
        };
        return found.wasNull() ? null : value;
    }
}
