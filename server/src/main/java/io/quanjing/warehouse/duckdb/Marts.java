package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the marts follow the facts. The facts themselves say what is new, by {@code recorded_at}, and the file remembers, in the transaction
 * of each refresh, up to which moment the marts have followed; so a crash between a commit and its refresh is mended by the next refresh. A
 * full rebuild is the refresh of empty marts from the beginning of time.
 */
final class Marts implements MartThread.Marting {

    private static final Logger LOG = LoggerFactory.getLogger(Marts.class);
    static final String UP_TO = "marts_up_to";
    static final String BEGINNING = "TIMESTAMP '0001-01-01 00:00:00'";
    private static final String DEFINITION = "marts_definition";

    /** So many rows of the table with the keys are worth reading the mart twice, so that every thread of the engine replaces its rows. */
    private static final int LARGE = 200_000;

    private final Connection connection;
    private final int large;
    private final MartSteps steps;
    private final Touched touched = new Touched();
    private volatile @Nullable Instant upTo;

    private Marts(
            Connection connection, WarehouseSchema schema, Transforms transforms, int large, @Nullable Instant upTo) {
        this.connection = connection;
        this.large = large;
        this.steps = new MartSteps(schema, transforms);
        this.upTo = upTo;
    }

    /** Creates the marts; those that another version of the program defined otherwise are made anew by the first refresh. */
    static Marts open(Connection connection, WarehouseSchema schema, Transforms transforms) throws SQLException {
        return open(connection, schema, transforms, LARGE);
    }

    /** With another limit above which every thread of the engine replaces rows. */
    static Marts open(Connection connection, WarehouseSchema schema, Transforms transforms, int large)
            throws SQLException {
        String definition = Integer.toHexString((schema.marts() + transforms.text()).hashCode());
        String upTo = Transaction.run(connection, statement -> {
            if (!definition.equals(TableSetup.meta(connection, DEFINITION))) {
                for (Mart mart : schema.marts()) {
                    create(statement, mart);
                }
                TableSetup.meta(connection, DEFINITION, definition);
                TableSetup.meta(connection, UP_TO, "");
            }
            return TableSetup.meta(connection, UP_TO);
        });
        return new Marts(connection, schema, transforms, large, upTo.isEmpty() ? null : Instant.parse(upTo));
    }

    private static void create(Statement statement, Mart mart) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS " + Ddl.quoted(mart.name()));
        statement.execute(
                "CREATE TABLE " + Ddl.quoted(mart.name()) + " (" + Ddl.list(mart.columns(), Ddl::column) + ")");
    }

    /** Up to which recording moment the marts show the facts; null before the first refresh. */
    @Nullable Instant upTo() {
        return upTo;
    }

    /** The snapshot of the transaction is taken after the moment was given, so no commit up to that moment is missing in it. */
    @Override
    public boolean refresh(Instant newest) {
        try {
            return follow(newest);
        } catch (SQLException e) {
            throw Failures.of("refreshing the marts", e);
        }
    }

    private boolean follow(Instant newest) throws SQLException {
        Instant done = upTo;
        if (done != null && !newest.isAfter(done)) {
            return false;
        }
        long started = System.nanoTime();
        String since = done == null ? BEGINNING : "make_timestamp(" + Stage.micros(done) + ")";
        String until = "make_timestamp(" + Stage.micros(newest) + ")";
        Map<String, LocalDate> firstDays = new HashMap<>();
        upTo = Transaction.run(connection, statement -> {
            steps.run(
                    statement,
                    since,
                    until,
                    new MartSteps.Watching() {},
                    (mart, step, keys, same, select) ->
                            replace(statement, mart, step.by(), keys, same, select, firstDays));
            TableSetup.meta(connection, UP_TO, newest.toString());
            return newest;
        });
        // Not before the commit: what is worked out until then is from before the change.
        touched.changed(firstDays);
        try (Statement statement = connection.createStatement()) {
            steps.drop(statement);
        }
        LOG.debug(
                "Marts refreshed in {} ms.",
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        return true;
    }

    private void replace(
            Statement statement,
            Mart mart,
            String by,
            String keys,
            String same,
            String select,
            Map<String, LocalDate> firstDays)
            throws SQLException {
        String name = Ddl.quoted(mart.name());
        String delete = "DELETE FROM " + name + " USING (" + keys + ") d WHERE " + same;
        String insert = "INSERT INTO " + name + " " + select;
        if (isLarge(statement, by)) {
            // Of a statement that returns its rows the engine runs one thread.
            String days = "SELECT min(" + firstDay(mart) + ") FROM " + name + " SEMI JOIN (" + keys + ") d ON " + same;
            note(statement, days, mart, firstDays);
            statement.execute(delete);
            statement.execute(insert);
            note(statement, days, mart, firstDays);
        } else {
            String days = " RETURNING " + firstDay(mart);
            note(statement, delete + days, mart, firstDays);
            note(statement, insert + days, mart, firstDays);
        }
    }

    private boolean isLarge(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) > " + large + " FROM " + Ddl.quoted(table))) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** The first of the days by which a row can be dated. */
    private static String firstDay(Mart mart) {
        return mart.columns().stream()
                .filter(column -> column.type() == Column.Type.DATE)
                .map(column -> Ddl.quoted(mart.name()) + "." + Ddl.quoted(column.name()))
                .collect(Collectors.joining(", ", "date_diff('day', DATE '1970-01-01', least(", "))"));
    }

    private static void note(Statement statement, String sql, Mart mart, Map<String, LocalDate> firstDays)
            throws SQLException {
        long first = Long.MAX_VALUE;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                long day = rows.getLong(1);
                first = rows.wasNull() ? first : Math.min(first, day);
            }
        }
        if (first != Long.MAX_VALUE) {
            firstDays.merge(mart.name(), LocalDate.ofEpochDay(first), (a, b) -> a.isBefore(b) ? a : b);
        }
    }

    /** The last change of a row of a mart that is dated before a day; 0 if none was changed since the file was opened. */
    long lastChange(String mart, LocalDate before) {
        return touched.last(mart, before);
    }
}
