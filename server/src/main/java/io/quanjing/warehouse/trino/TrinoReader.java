package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.engine.QueryLane;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.engine.Running;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs reading statements. */
final class TrinoReader implements QueryLane.Asking {

    /** What a query begins with in Trino's grammar, in which a WITH holds nothing but queries. */
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    /** What other statements begin with; anything else is none at all. */
    private static final Set<String> STATEMENTS = Set.of(
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "CREATE",
            "DROP",
            "ALTER",
            "TRUNCATE",
            "CALL",
            "SET",
            "RESET",
            "USE",
            "GRANT",
            "REVOKE",
            "DENY",
            "START",
            "COMMIT",
            "ROLLBACK",
            "PREPARE",
            "EXECUTE",
            "DEALLOCATE",
            "EXPLAIN",
            "SHOW",
            "DESCRIBE",
            "ANALYZE",
            "COMMENT",
            "REFRESH",
            "COPY",
            "ATTACH",
            "PRAGMA",
            "INSTALL",
            "LOAD",
            "CHECKPOINT");

    private final TrinoConnections trino;

    TrinoReader(TrinoConnections trino) {
        this.trino = trino;
    }

    @Override
    public ResultTable ask(SqlQuery query, int maxRows, Running running) throws SQLException {
        requireReading(query.sql());
        try (Connection connection = trino.open();
                PreparedStatement statement = connection.prepareStatement(query.sql())) {
            running.begin(statement);
            try {
                List<@Nullable Object> binds = query.binds();
                for (int i = 0; i < binds.size(); i++) {
                    statement.setObject(i + 1, bound(binds.get(i)));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return table(rows, maxRows);
                }
            } finally {
                running.end();
            }
        }
    }

    static void requireReading(String sql) {
        String rest = sql.strip();
        while (rest.startsWith("--") || rest.startsWith("/*") || rest.startsWith("(")) {
            int end = rest.startsWith("--") ? rest.indexOf('\n') : rest.startsWith("/*") ? rest.indexOf("*/") + 1 : 0;
            rest = end < 0 ? "" : rest.substring(end + 1).strip();
        }
        String first = rest.split("\\W", 2)[0].toUpperCase(Locale.ROOT);
        if (!QUERIES.contains(first) && STATEMENTS.contains(first)) {
            throw new QuanjingException(
                    WarehouseError.NOT_A_QUERY,
                    "The statement is not a query, and the warehouse answers only those. Maybe begin with SELECT.");
        }
        if (!QUERIES.contains(first)) {
            throw new QuanjingException(
                    WarehouseError.QUERY_REFUSED,
                    "The warehouse cannot parse the query, which begins with '" + first + "'.",
                    Map.of("reason", "begins with " + first));
        }
    }

    @Override
    public QuanjingException refusal(SQLException e) {
        QuanjingException failure = trino.refusal("answering a query", e);
        if (failure.errorCode() != WarehouseError.FAILED) {
            return failure;
        }
        String text = Refusals.firstLine(String.valueOf(e.getMessage()));
        return new QuanjingException(
                WarehouseError.QUERY_REFUSED,
                "The warehouse cannot answer the query: " + text,
                Map.of("reason", text),
                e);
    }

    private static @Nullable Object bound(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC);
            case LocalDate day -> Date.valueOf(day);
            default -> value;
        };
    }

    static ResultTable table(ResultSet rows, int maxRows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        int width = meta.getColumnCount();
        List<String> columns = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            columns.add(meta.getColumnLabel(i));
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
                row.add(value(rows, i, meta.getColumnType(i)));
            }
            all.add(Collections.unmodifiableList(row));
        }
        return new ResultTable(List.copyOf(columns), Collections.unmodifiableList(all));
    }

    /** A value as {@link ResultTable} has it. */
    static @Nullable Object value(ResultSet rows, int column, int type) throws SQLException {
        if (type == Types.DATE) {
            return rows.getObject(column, LocalDate.class);
        }
        if (type == Types.TIMESTAMP) {
            return moment(rows.getObject(column, LocalDateTime.class));
        }
        return switch (rows.getObject(column)) {
            case null -> null;
            case Integer number -> (Object) number.longValue();
            case Short number -> (Object) number.longValue();
            case Byte number -> (Object) number.longValue();
            case Float number -> (Object) number.doubleValue();
            case String text -> text;
            case Long number -> number;
            case Double number -> number;
            case BigDecimal number -> number;
            case Boolean flag -> flag;
            case Object other -> other.toString();
        };
    }

    private static @Nullable Instant moment(@Nullable LocalDateTime at) {
        return at == null ? null : at.toInstant(ZoneOffset.UTC);
    }
}
