package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.duckdb.MartBench.All;
import io.quanjing.warehouse.duckdb.MartBench.Between;
import io.quanjing.warehouse.duckdb.MartBench.Wanted;
import io.quanjing.warehouse.duckdb.MartBench.WithKeys;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The other engine's rows that a refresh concerns, in tables of the same names. They are noted as soon as their keys are known and fetched when
 * one of them is needed, those of all tables together. Each is there once, however many reasons there are for it.
 */
final class FetchedRows {

    /** Rows that are there, or are about to be fetched. */
    private record Brought(String table, List<String> columns, String keys) {}

    private final DuckDBConnection connection;
    private final Transforms transforms;
    private final MartBench.Tables other;
    private final Map<String, List<Column>> tables = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private final Map<String, String> windows = new HashMap<>();
    private final List<Brought> brought = new ArrayList<>();
    private final List<Brought> pending = new ArrayList<>();
    private final List<String> wholePending = new ArrayList<>();
    private int named;

    /** Creates the tables that the steps name, without rows. */
    FetchedRows(DuckDBConnection connection, WarehouseSchema schema, Transforms transforms, MartBench.Tables other)
            throws SQLException {
        this.connection = connection;
        this.transforms = transforms;
        this.other = other;
        for (TableSchema table : schema.tables()) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            create(table.name(), columns);
            columns.add(SystemColumns.SUPERSEDED_AT);
            create(table.name() + SystemColumns.HISTORY, columns);
        }
        for (Mart mart : schema.marts()) {
            create(mart.name(), mart.columns());
        }
    }

    private void create(String table, List<Column> columns) throws SQLException {
        if (Pattern.compile("\\b" + table + "\\b").matcher(transforms.text()).find()) {
            tables.put(table, List.copyOf(columns));
            execute("CREATE TABLE " + Ddl.quoted(table) + " (" + Ddl.list(columns, Ddl::column) + ")");
        }
    }

    /** Fetches what is new. To empty marts everything is, and what is no more has left nothing there. */
    void begin(@Nullable Instant since, Instant until, Set<String> changed) throws SQLException {
        List<Wanted> wanted = new ArrayList<>();
        for (Transforms.Window window : transforms.windows()) {
            List<Column> columns = columns(window.table());
            if (since == null) {
                whole.add(window.table());
                if (!window.table().endsWith(SystemColumns.HISTORY) && !other.isEmpty(window.table())) {
                    wanted.add(new Wanted(window.table(), columns, new All()));
                }
            } else if (changed.contains(window.table())) {
                wanted.add(new Wanted(window.table(), columns, new Between(window.column(), since, until)));
                windows.put(
                        window.table(),
                        "(%s > make_timestamp(%d) AND %s <= make_timestamp(%d))"
                                .formatted(window.column(), Stage.micros(since), window.column(), Stage.micros(until)));
            }
        }
        @Nullable String[] fetched = fetch(wanted);
        for (int i = 0; i < fetched.length; i++) {
            String table = wanted.get(i).table();
            String window = windows.get(table);
            take(table, fetched[i], window == null ? "" : " WHERE " + window);
        }
    }

    /**
     * Notes which rows are concerned, unless they are there.
     *
     * @param working a table or query with their keys; one with a missing value is none
     */
    void bring(String working, String table, List<Transforms.Key> keys) throws SQLException {
        if (whole.contains(table) || wholePending.contains(table)) {
            return;
        }
        if (other.isEmpty(table)) {
            whole.add(table);
            return;
        }
        if (keys.isEmpty()) {
            wholePending.add(table);
            return;
        }
        List<String> columns = keys.stream().map(Transforms.Key::column).toList();
        Brought next = new Brought(table, columns, "brought_" + ++named);
        String there = brought.stream()
                .filter(each -> each.table().equals(table) && each.columns().equals(columns))
                .map(each -> " EXCEPT SELECT * FROM " + each.keys())
                .collect(Collectors.joining());
        execute("CREATE TEMP TABLE " + next.keys() + " AS SELECT DISTINCT "
                + keys.stream()
                        .map(key -> Ddl.quoted(key.by()) + " AS " + Ddl.quoted(key.column()))
                        .collect(Collectors.joining(", "))
                + " FROM " + working + " WHERE "
                + keys.stream()
                        .map(key -> Ddl.quoted(key.by()) + " IS NOT NULL")
                        .collect(Collectors.joining(" AND "))
                + there);
        if (count(next.keys()) > 0) {
            brought.add(next);
            pending.add(next);
        }
    }

    /** Fetches what is noted of the tables that a query asks for. */
    void require(String select) throws SQLException {
        String rest = Transforms.withoutWindows(select);
        fetchIf(table -> asks(rest, table));
    }

    /** Fetches what is noted of a table. */
    void requireTable(String name) throws SQLException {
        fetchIf(name::equals);
    }

    /** Fetches everything that is noted if some of it is needed now. */
    private void fetchIf(Predicate<String> needed) throws SQLException {
        if (pending.stream().map(Brought::table).noneMatch(needed)
                && wholePending.stream().noneMatch(needed)) {
            return;
        }
        List<Wanted> wanted = new ArrayList<>();
        for (String table : wholePending) {
            wanted.add(new Wanted(table, columns(table), new All()));
        }
        pending.removeIf(each -> wholePending.contains(each.table()));
        for (Brought each : pending) {
            wanted.add(new Wanted(each.table(), columns(each.table()), new WithKeys(each.columns(), keys(each))));
        }
        @Nullable String[] fetched = fetch(wanted);
        for (int i = 0; i < fetched.length; i++) {
            int place = i - wholePending.size();
            if (place < 0) {
                // Some of its rows may have been fetched before.
                execute("DELETE FROM " + Ddl.quoted(wholePending.get(i)));
                take(wholePending.get(i), fetched[i], "");
            } else {
                take(pending.get(place).table(), fetched[i], " WHERE " + unfetched(pending.get(place)));
            }
        }
        whole.addAll(wholePending);
        wholePending.clear();
        pending.clear();
    }

    private static boolean asks(String select, String table) {
        return Pattern.compile("\\b(?:FROM|JOIN) " + table + "\\b")
                .matcher(select)
                .find();
    }

    /** That a row has one of the keys, and was not fetched for another reason before. */
    private String unfetched(Brought by) {
        StringBuilder condition = new StringBuilder(has(by));
        String window = windows.get(by.table());
        if (window != null) {
            condition.append(" AND NOT ").append(window);
        }
        for (Brought before : brought) {
            if (before.equals(by)) {
                break;
            }
            if (before.table().equals(by.table())) {
                condition.append(" AND NOT ").append(has(before));
            }
        }
        return condition.toString();
    }

    private String has(Brought by) {
        List<Column> columns = columns(by.table());
        return "EXISTS (SELECT 1 FROM " + by.keys() + " k WHERE "
                + by.columns().stream()
                        .map(name -> "k." + Ddl.quoted(name) + " = " + comparable(columns, name))
                        .collect(Collectors.joining(" AND "))
                + ")";
    }

    private static String comparable(List<Column> columns, String name) {
        String reference = "i." + Ddl.quoted(name);
        return columns.stream()
                        .anyMatch(column ->
                                column.name().equals(name) && !column.required() && column.type() == Column.Type.TEXT)
                ? "coalesce(" + reference + ", '')"
                : reference;
    }

    private void take(String table, @Nullable String incoming, String where) throws SQLException {
        if (incoming != null) {
            execute("INSERT INTO " + Ddl.quoted(table) + " SELECT * FROM " + incoming + " i" + where);
            execute("DROP TABLE " + incoming);
        }
    }

    /** The temporary tables with the rows that came, at the places of what they were wanted for; null where none came. */
    private @Nullable String[] fetch(List<Wanted> wanted) throws SQLException {
        @Nullable String[] names = new String[wanted.size()];
        if (wanted.isEmpty()) {
            return names;
        }
        try (Arrivals arrivals = new Arrivals(wanted, of -> {
            String name = "incoming_" + ++named;
            names[of] = name;
            return incoming(name, wanted.get(of));
        })) {
            other.read(wanted, arrivals);
            arrivals.flush();
        }
        return names;
    }

    private DuckDBAppender incoming(String name, Wanted rows) throws SQLException {
        execute("CREATE TEMP TABLE " + name + " ("
                + Ddl.list(rows.columns(), c -> Ddl.quoted(c.name()) + " " + Ddl.type(c.type())) + ")");
        return connection.createAppender("temp", "main", name);
    }

    private List<List<Object>> keys(Brought of) throws SQLException {
        List<List<Object>> keys = new ArrayList<>();
        MergeBench.read(connection, "SELECT * FROM " + of.keys() + " ORDER BY ALL", values -> {
            List<Object> key = new ArrayList<>();
            for (Object value : values) {
                key.add(Objects.requireNonNull(value));
            }
            keys.add(key);
        });
        return keys;
    }

    private List<Column> columns(String table) {
        return Objects.requireNonNull(tables.get(table), table);
    }

    private long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
