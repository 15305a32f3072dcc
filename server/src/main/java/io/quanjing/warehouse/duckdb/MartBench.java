package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.nio.file.Path;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the marts of another engine, by the same statements as those of the embedded one. The rows that a refresh concerns are fetched from
 * the other engine as soon as a statement is about to ask for them, those of all tables together; what comes out is the rows of the marts
 * that have to be put in the place of others. Serves one refresh, on one thread.
 */
public final class MartBench implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MartBench.class);

    /** The other engine's tables. */
    public interface Tables {

        /** Whether a table has no rows. */
        boolean isEmpty(String table);

        /** Hands over at least the wanted rows, on the caller's thread; others do no harm. */
        void read(List<Wanted> wanted, Rows to);
    }

    /** Takes rows. */
    public interface Rows {

        /**
         * A row.
         *
         * @param wanted the place, in the list, of what it was wanted for
         * @param values in the order of the table's columns; they belong to the taker
         */
        void row(int wanted, @Nullable Object[] values);
    }

    /**
     * Rows of a table.
     *
     * @param table its name
     * @param columns of the table
     * @param which of its rows
     */
    public record Wanted(String table, List<Column> columns, Which which) {}

    /** Which rows of a table are wanted. */
    public sealed interface Which {}

    /** Every row. */
    public record All() implements Which {}

    /** Those recorded, or superseded, after one moment and up to another. */
    public record Between(String column, Instant after, Instant upTo) implements Which {}

    /**
     * Those with one of these keys.
     *
     * @param columns of the key
     * @param keys different ones, each with a value a column; an empty text stands for a missing value too
     */
    public record WithKeys(List<String> columns, List<List<Object>> keys) implements Which {}

    /** Takes what comes out. */
    public interface Changes {

        /**
         * Takes away the rows with a key.
         *
         * @param values as of a row of the mart, of which those of the key count and those that the mart is ordered by
         */
        void removed(Mart mart, List<String> key, @Nullable Object[] values);

        /** Adds a row. */
        void added(Mart mart, List<String> key, @Nullable Object[] values);
    }

    /** Rows that are there, or are about to be fetched. */
    private record Brought(String table, List<String> columns, String keys) {}

    private record Replaced(Mart mart, List<String> key) {}

    private final DuckDBConnection connection;
    private final Transforms transforms;
    private final MartSteps steps;
    private final Map<String, List<Column>> tables = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private final Map<String, String> windows = new HashMap<>();
    private final List<Brought> brought = new ArrayList<>();
    private final List<Brought> pending = new ArrayList<>();
    private final List<String> wholePending = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();
    private int named;

    private MartBench(DuckDBConnection connection, WarehouseSchema schema, Transforms transforms) throws SQLException {
        this.connection = connection;
        this.transforms = transforms;
        this.steps = new MartSteps(schema, transforms);
        for (TableSchema table : schema.tables()) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            create(table.name(), columns);
            List<Column> history = new ArrayList<>(columns);
            history.add(SystemColumns.SUPERSEDED_AT);
            create(table.name() + SystemColumns.HISTORY, history);
        }
        for (Mart mart : schema.marts()) {
            create(mart.name(), mart.columns());
        }
    }

    /**
     * Opens a bench in memory.
     *
     * @param spill the folder for what finds no room there
     */
    public static MartBench open(Path spill, WarehouseSchema schema, Transforms transforms) {
        try {
            return new MartBench(MergeBench.memory(spill), schema, transforms);
        } catch (SQLException e) {
            throw Failures.of("preparing a refresh", e);
        }
    }

    /** Only what the steps name, and not before. */
    private void create(String table, List<Column> columns) throws SQLException {
        if (Pattern.compile("\\b" + table + "\\b").matcher(transforms.text()).find()) {
            tables.put(table, List.copyOf(columns));
            execute("CREATE TABLE " + Ddl.quoted(table) + " (" + Ddl.list(columns, Ddl::column) + ")");
        }
    }

    /**
     * Works out what has to change.
     *
     * @param since the moment up to which the marts follow; null if they are empty
     * @param until the moment up to which they shall follow
     * @param changed the tables with rows of a moment between
     * @param other where the rows are
     */
    public void refresh(@Nullable Instant since, Instant until, Set<String> changed, Tables other) {
        try (Statement statement = connection.createStatement()) {
            begin(since, until, changed, other);
            Map<String, List<Transforms.Replacing>> replacing = replacing();
            steps.run(
                    statement,
                    since == null ? Marts.BEGINNING : "make_timestamp(" + Stage.micros(since) + ")",
                    "make_timestamp(" + Stage.micros(until) + ")",
                    new MartSteps.Watching() {
                        @Override
                        public void before(String select) throws SQLException {
                            String rest = Transforms.withoutWindows(select);
                            fetchIf(table -> asks(rest, table), other);
                        }

                        @Override
                        public void made(Transforms.Working step) throws SQLException {
                            for (Transforms.Bringing each : step.brings()) {
                                bring(Ddl.quoted(step.name()), each.table(), each.keys(), other);
                            }
                            for (Transforms.Replacing each : replacing.getOrDefault(step.name(), List.of())) {
                                bring(keys(each), each.mart(), each.keys(), other);
                            }
                        }
                    },
                    (mart, step, keys, same, select) -> {
                        fetchIf(table -> table.equals(mart.name()), other);
                        replace(mart, step, keys, same, select);
                    });
        } catch (SQLException e) {
            throw Failures.of("refreshing the marts", e);
        }
    }

    private Map<String, List<Transforms.Replacing>> replacing() {
        return transforms.files().stream()
                .flatMap(file -> file.steps().stream())
                .filter(Transforms.Replacing.class::isInstance)
                .map(Transforms.Replacing.class::cast)
                .collect(Collectors.groupingBy(Transforms.Replacing::by));
    }

    /** Fetches what is new. To empty marts everything is, and what is no more has left nothing there. */
    private void begin(@Nullable Instant since, Instant until, Set<String> changed, Tables other) throws SQLException {
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
        @Nullable String[] fetched = fetch(wanted, other);
        for (int i = 0; i < fetched.length; i++) {
            String table = wanted.get(i).table();
            String window = windows.get(table);
            take(table, fetched[i], window == null ? "" : " WHERE " + window);
        }
    }

    /** The keys of the rows to replace, in which an empty text stands for a missing one. */
    private String keys(Transforms.Replacing step) {
        return "(" + steps.keys(step) + ")";
    }

    /**
     * Notes which rows are concerned, unless they are there.
     *
     * @param working a table or query with their keys; one with a missing value is none
     */
    private void bring(String working, String table, List<Transforms.Key> keys, Tables other) throws SQLException {
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

    /** Fetches everything that is noted if some of it is needed now. */
    private void fetchIf(Predicate<String> needed, Tables other) throws SQLException {
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
        @Nullable String[] fetched = fetch(wanted, other);
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
    private @Nullable String[] fetch(List<Wanted> wanted, Tables other) throws SQLException {
        @Nullable String[] names = new String[wanted.size()];
        @Nullable DuckDBAppender[] appenders = new DuckDBAppender[wanted.size()];
        if (wanted.isEmpty()) {
            return names;
        }
        try {
            other.read(wanted, (of, values) -> {
                Wanted rows = wanted.get(of);
                try {
                    DuckDBAppender to = appenders[of];
                    if (to == null) {
                        names[of] = "incoming_" + ++named;
                        to = incoming(Objects.requireNonNull(names[of]), rows);
                        appenders[of] = to;
                    }
                    append(to, rows, values);
                } catch (SQLException e) {
                    throw Failures.of("fetching rows of " + rows.table(), e);
                }
            });
            for (DuckDBAppender appender : appenders) {
                if (appender != null) {
                    LOG.trace("The last {} rows came.", appender.flush());
                }
            }
        } finally {
            for (DuckDBAppender appender : appenders) {
                if (appender != null) {
                    appender.close();
                }
            }
        }
        return names;
    }

    private DuckDBAppender incoming(String name, Wanted rows) throws SQLException {
        execute("CREATE TEMP TABLE " + name + " ("
                + Ddl.list(rows.columns(), c -> Ddl.quoted(c.name()) + " " + Ddl.type(c.type())) + ")");
        return connection.createAppender("temp", "main", name);
    }

    private static void append(DuckDBAppender to, Wanted rows, @Nullable Object[] values) throws SQLException {
        to.beginRow();
        for (int i = 0; i < values.length; i++) {
            Stage.append(to, rows.columns().get(i).type(), values[i]);
        }
        to.endRow();
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

    /** Puts the new rows in the place of the old ones, and remembers both: some of them may be the same. */
    private void replace(Mart mart, Transforms.Replacing step, String keys, String same, String select)
            throws SQLException {
        String name = Ddl.quoted(mart.name());
        String old = Ddl.quoted("before_" + mart.name());
        String fresh = Ddl.quoted("after_" + mart.name());
        execute("CREATE TEMP TABLE " + old + " AS FROM " + name + " WHERE EXISTS (FROM (" + keys + ") d WHERE " + same
                + ")");
        execute("DELETE FROM " + name + " USING (" + keys + ") d WHERE " + same);
        execute("CREATE TEMP TABLE " + fresh + " (" + Ddl.list(mart.columns(), Ddl::column) + ")");
        execute("INSERT INTO " + fresh + " " + select);
        execute("INSERT INTO " + name + " FROM " + fresh);
        replaced.add(new Replaced(
                mart, step.keys().stream().map(Transforms.Key::column).toList()));
    }

    /**
     * Hands over what has changed, the marts that others were made from last: where it breaks off, the next refresh finds the same to do.
     *
     * @param order the column by which the rows of a mart come, if it has a preferred one
     */
    public void changes(Function<Mart, @Nullable String> order, Changes to) {
        try {
            for (Replaced each : replaced.reversed()) {
                changes(each.mart(), each.key(), order.apply(each.mart()), to);
            }
        } catch (SQLException e) {
            throw Failures.of("taking out the marts", e);
        }
    }

    private void changes(Mart mart, List<String> key, @Nullable String order, Changes to) throws SQLException {
        String old = Ddl.quoted("before_" + mart.name());
        String fresh = Ddl.quoted("after_" + mart.name());
        String names = key.stream()
                .map(column -> mart.comparable(column, Ddl.quoted(column)) + " AS " + Ddl.quoted(column))
                .collect(Collectors.joining(", "));
        String moved = Ddl.quoted("moved_" + mart.name());
        execute("CREATE TEMP TABLE " + moved + " AS SELECT DISTINCT " + names + " FROM ((FROM " + old
                + " EXCEPT ALL FROM " + fresh + ") UNION ALL (FROM " + fresh + " EXCEPT ALL FROM " + old + "))");
        String isMoved = " i WHERE EXISTS (FROM " + moved + " k WHERE "
                + key.stream()
                        .map(column ->
                                "k." + Ddl.quoted(column) + " = " + mart.comparable(column, "i." + Ddl.quoted(column)))
                        .collect(Collectors.joining(" AND "))
                + ")" + (order == null ? "" : " ORDER BY i." + Ddl.quoted(order));
        String identity = Ddl.list(
                mart.columns(),
                column -> (key.contains(column.name()) || column.name().equals(order)
                                ? "i." + Ddl.quoted(column.name())
                                : "NULL")
                        + " AS " + Ddl.quoted(column.name()));
        MergeBench.read(
                connection,
                "SELECT DISTINCT " + identity + " FROM " + old + isMoved,
                values -> to.removed(mart, key, values));
        MergeBench.read(connection, "FROM " + fresh + isMoved, values -> to.added(mart, key, values));
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

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Failures.of("closing a refresh", e);
        }
    }
}
