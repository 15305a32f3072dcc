package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.QueryLane;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.engine.Running;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Runs reading statements, each on a connection of its own. */
final class Reader implements QueryLane.Asking {

    private static final int TEXTS_KEPT = 500;

    /** Statements that were found to be queries: boards ask the same texts with other values, and parsing one takes as long as a small answer. */
    private static final Set<String> QUERIES =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > TEXTS_KEPT;
                }
            }));

    private final DuckDbFile file;

    Reader(DuckDbFile file) {
        this.file = file;
    }

    @Override
    public ResultTable ask(SqlQuery query, int maxRows, Running running) throws SQLException {
        try (DuckDBConnection connection = file.connection()) {
            return read(connection, query, maxRows, running);
        }
    }

    @Override
    public QuanjingException refusal(SQLException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("read-only mode")) {
            return Refusals.failure(
                    WarehouseError.NOT_A_QUERY, "The statement changes the warehouse, which a query may not do.", e);
        }
        QuanjingException failure = Failures.of("answering a query", e);
        if (failure.errorCode() != WarehouseError.FAILED) {
            return failure;
        }
        return new QuanjingException(
                WarehouseError.QUERY_REFUSED,
                "The warehouse cannot answer the query: " + Refusals.firstLine(text),
                Map.of("reason", Refusals.firstLine(text)),
                e);
    }

    static ResultTable read(DuckDBConnection connection, SqlQuery query, int maxRows, Running running)
            throws SQLException {
        requireReading(connection, query.sql());
        try (Statement transaction = connection.createStatement()) {
            // A WITH clause may hold a DELETE and still look like a SELECT; the engine refuses it in here.
            transaction.execute("BEGIN TRANSACTION READ ONLY");
            try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
                running.begin(statement);
                List<@Nullable Object> binds = query.binds();
                for (int i = 0; i < binds.size(); i++) {
                    statement.setObject(i + 1, bound(binds.get(i)));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return table(rows, maxRows);
                }
            } finally {
                running.end();
                transaction.execute("ROLLBACK");
            }
        }
    }

    private static void requireReading(DuckDBConnection connection, String sql) throws SQLException {
        if (QUERIES.contains(sql)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            statement.setString(1, sql);
            try (ResultSet rows = statement.executeQuery()) {
                String tree = rows.next() ? rows.getString(1) : "";
                if (tree.startsWith("{\"error\":false")) {
                    QUERIES.add(sql);
                    return;
                }
                if (tree.contains("\"error_type\":\"not implemented\"")) {
                    throw new QuanjingException(
                            WarehouseError.NOT_A_QUERY,
                            "The statement is not a query, and the warehouse answers only those. Maybe begin with SELECT.");
                }
                throw new QuanjingException(
                        WarehouseError.QUERY_REFUSED,
                        "The warehouse cannot parse the query: " + tree,
                        Map.of("reason", tree));
            }
        }
    }

    private static @Nullable Object bound(@Nullable Object value) {
        return value instanceof Instant at ? LocalDateTime.ofInstant(at, ZoneOffset.UTC) : value;
    }

    private static ResultTable table(ResultSet rows, int maxRows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        int width = meta.getColumnCount();
        List<String> columns = new ArrayList<>(width);
        boolean[] moments = new boolean[width];
        for (int i = 1; i <= width; i++) {
            columns.add(meta.getColumnLabel(i));
            moments[i - 1] = meta.getColumnTypeName(i).startsWith("TIMESTAMP");
        }
        List<List<@Nullable Object>> all = new ArrayList<>();
        while (rows.next()) {
            if (all.size() == maxRows) {
                throw new QuanjingException(
                        WarehouseError.TOO_MANY_ROWS,
                        "The answer has more than " + maxRows
                                + " rows, which is the limit. Maybe ask for a shorter range or fewer dimensions.",
                        Map.of("limit", maxRows));
            }
            List<@Nullable Object> row = new ArrayList<>(width);
            for (int i = 1; i <= width; i++) {
                row.add(moments[i - 1] ? moment(rows, i) : value(rows.getObject(i)));
            }
            all.add(Collections.unmodifiableList(row));
        }
        return new ResultTable(List.copyOf(columns), Collections.unmodifiableList(all));
    }

    private static @Nullable Instant moment(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof OffsetDateTime at) {
            return at.toInstant();
        }
        return rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Long number -> number;
            case Double number -> number;
            case BigDecimal number -> number;
            case Boolean flag -> flag;
            case LocalDate day -> day;
            case Integer number -> (long) number;
            case Short number -> (long) number;
            case Byte number -> (long) number;
            case Float number -> (double) number;
            // The engine sums whole numbers in 128 bits.
            case BigInteger number ->
                number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : new BigDecimal(number);
            default -> value.toString();
        };
    }
}
