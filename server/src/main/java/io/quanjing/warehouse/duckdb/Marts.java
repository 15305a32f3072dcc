package io.quanjing.warehouse.duckdb;

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
import java.util.List;
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
    private static final String DEFINITION = "marts_definition";
    private static final String BEGINNING = "TIMESTAMP '0001-01-01 00:00:00'";

    private final Connection connection;
    private final Transforms transforms;
    private volatile @Nullable Instant upTo;

    private Marts(Connection connection, Transforms transforms, @Nullable Instant upTo) {
        this.connection = connection;
        this.transforms = transforms;
        this.upTo = upTo;
    }

    /** Creates the marts; those that another version of the program defined otherwise are made anew by the first refresh. */
    static Marts open(Connection connection, WarehouseSchema schema, Transforms transforms) throws SQLException {
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
        return new Marts(connection, transforms, upTo.isEmpty() ? null : Instant.parse(upTo));
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
        upTo = Transaction.run(connection, statement -> {
            for (Transforms.File file : transforms.files()) {
                if (due(statement, file)) {
                    for (String step : file.statements()) {
                        statement.execute(step.replace(":since", since));
                    }
                }
            }
            TableSetup.meta(connection, UP_TO, newest.toString());
            return newest;
        });
        dropWorkingTables();
        LOG.debug(
                "Marts refreshed in {} ms.",
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        return true;
    }

    private static boolean due(Statement statement, Transforms.File file) throws SQLException {
        if (file.gate().isEmpty()) {
            return true;
        }
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM " + file.gate() + " LIMIT 1")) {
            return rows.next();
        }
    }

    /** The working tables of a large refresh would hold memory until the next one. */
    private void dropWorkingTables() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "visit_event",
                    "fresh_session",
                    "changed_session",
                    "fresh_order",
                    "order_part",
                    "told_line",
                    "fresh_line",
                    "told_order")) {
                statement.execute("DROP TABLE IF EXISTS temp." + table);
            }
        }
    }
}
