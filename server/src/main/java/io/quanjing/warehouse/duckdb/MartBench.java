package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Makes the marts of another engine, by the same statements as those of the embedded one. The rows that a refresh concerns are fetched from
 * the other engine as soon as a statement is about to ask for them, those of all tables together; what comes out is the rows of the marts
 * that have to be put in the place of others. Serves one refresh, on one thread.
 */
public final class MartBench implements AutoCloseable {

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

    /** Those of a fact, a dimension or a history that were known at a moment: recorded by then, and not superseded yet. */
    public record KnownAt(Instant at) implements Which {}

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

    private record Replaced(Mart mart, List<String> key) {}

    private final DuckDBConnection connection;
    private final Transforms transforms;
    private final MartSteps steps;
    private final FetchedRows fetched;
    private final List<Replaced> replaced = new ArrayList<>();

    private MartBench(DuckDBConnection connection, WarehouseSchema schema, Transforms transforms, Tables other)
            throws SQLException {
        this.connection = connection;
        this.transforms = transforms;
        this.steps = new MartSteps(schema, transforms);
        this.fetched = new FetchedRows(connection, schema, transforms, other);
    }

    /**
     * Opens a bench in memory.
     *
     * @param spill the folder for what finds no room there
     * @param other where the rows are
     */
    public static MartBench open(Path spill, WarehouseSchema schema, Transforms transforms, Tables other) {
        try {
            return new MartBench(MergeBench.memory(spill), schema, transforms, other);
        } catch (SQLException e) {
            throw Failures.of("preparing a refresh", e);
        }
    }

    /**
     * Works out what has to change.
     *
     * @param since the moment up to which the marts follow; null if they are empty
     * @param until the moment up to which they shall follow
     * @param changed the tables with rows of a moment between
     */
    public void refresh(@Nullable Instant since, Instant until, Set<String> changed) {
        try (Statement statement = connection.createStatement()) {
            fetched.begin(since, until, changed);
            Map<String, List<Transforms.Replacing>> replacing = replacing();
            steps.run(
                    statement,
                    since == null ? Marts.BEGINNING : "make_timestamp(" + Stage.micros(since) + ")",
                    "make_timestamp(" + Stage.micros(until) + ")",
                    new MartSteps.Watching() {
                        @Override
                        public void before(String select) throws SQLException {
                            fetched.require(select);
                        }

                        @Override
                        public void made(Transforms.Working step) throws SQLException {
                            for (Transforms.Bringing each : step.brings()) {
                                fetched.bring(Ddl.quoted(step.name()), each.table(), each.keys());
                            }
                            for (Transforms.Replacing each : replacing.getOrDefault(step.name(), List.of())) {
                                // In its keys an empty text stands for a missing one.
                                fetched.bring("(" + steps.keys(each) + ")", each.mart(), each.keys());
                            }
                        }
                    },
                    (mart, step, keys, same, select) -> {
                        fetched.requireTable(mart.name());
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
