package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WarehouseStatus;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.engine.QueryLane;
import io.quanjing.warehouse.engine.Running;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warehouse as it was known at a moment, on one connection to a file with its facts: a temporary view takes the name of each fact and
 * dimension, and temporary tables take those of the marts, made anew from these views by the same statements that make the marts of today.
 * Only for reading.
 */
final class Past implements Warehouse {

    private static final Logger LOG = LoggerFactory.getLogger(Past.class);

    private final WarehouseSchema schema;
    private final DuckDBConnection connection;
    private final QueryLane lane;
    private final Runnable release;

    private Past(WarehouseSchema schema, DuckDBConnection connection, Reader reader, Runnable release) {
        this.schema = schema;
        this.connection = connection;
        this.release = release;
        this.lane = new QueryLane(
                new QueryLane.Asking() {
                    @Override
                    public ResultTable ask(SqlQuery query, int maxRows, Running running) throws SQLException {
                        return Reader.read(connection, query, maxRows, running);
                    }

                    @Override
                    public QuanjingException refusal(SQLException failure) {
                        return reader.refusal(failure);
                    }
                },
                "past",
                1);
    }

    /**
     * Puts it together.
     *
     * @param file with at least the rows that were known then, in the tables and their histories
     * @param release run after it was closed
     */
    static Past open(DuckDbFile file, WarehouseSchema schema, Reader reader, Instant at, Runnable release) {
        long started = System.nanoTime();
        DuckDBConnection connection = file.connection();
        try {
            Transaction.run(connection, statement -> {
                build(statement, schema, at);
                return at;
            });
            LOG.info(
                    "What was known at {} was put together in {} ms.",
                    at,
                    Duration.ofNanos(System.nanoTime() - started).toMillis());
            return new Past(schema, connection, reader, release);
        } catch (SQLException e) {
            close(connection);
            throw Failures.of("putting together what was known at " + at, e);
        } catch (RuntimeException | Error e) {
            close(connection);
            throw e;
        }
    }

    private static void build(Statement statement, WarehouseSchema schema, Instant at) throws SQLException {
        String moment = "make_timestamp(" + Stage.micros(at) + ")";
        for (TableSchema table : schema.tables()) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            String names = Ddl.names(columns, "");
            statement.execute("CREATE TEMP VIEW " + Ddl.quoted(table.name()) + " AS SELECT " + names + " FROM "
                    + standing(table.name()) + " WHERE recorded_at <= " + moment + " UNION ALL SELECT " + names
                    + " FROM " + standing(table.name() + SystemColumns.HISTORY) + " WHERE recorded_at <= " + moment
                    + " AND superseded_at > " + moment);
        }
        for (Mart mart : schema.marts()) {
            statement.execute("CREATE TEMP TABLE " + Ddl.quoted(mart.name()) + " ("
                    + Ddl.list(mart.columns(), Ddl::column) + ")");
        }
        MartSteps steps = new MartSteps(schema, Transforms.read());
        steps.run(
                statement,
                Marts.BEGINNING,
                moment,
                new MartSteps.Watching() {},
                (mart, step, keys, same, select) ->
                        statement.execute("INSERT INTO temp." + Ddl.quoted(mart.name()) + " " + select));
        steps.drop(statement);
    }

    /** The table of the file, which a view of the same name hides. */
    private static String standing(String table) {
        return "warehouse.main." + Ddl.quoted(table);
    }

    @Override
    public Dialect dialect() {
        return Dialect.DUCKDB;
    }

    @Override
    public List<TableSchema> tables() {
        return schema.tables();
    }

    @Override
    public TableSchema table(String name) {
        return schema.table(name);
    }

    @Override
    public ResultTable query(SqlQuery query, QueryOptions options) {
        return lane.query(query, options);
    }

    @Override
    public Warehouse asKnownAt(Instant at) {
        throw unwritable();
    }

    /** What was known does not change. */
    @Override
    public long version() {
        return 0;
    }

    @Override
    public WriteReceipt write(List<FactRow> rows, List<LogPosition> positions) {
        throw unwritable();
    }

    @Override
    public Map<String, Long> logPositions() {
        throw unwritable();
    }

    @Override
    public FactLoad load(String loadId) {
        throw unwritable();
    }

    @Override
    public Undone undoing(String loadId) {
        throw unwritable();
    }

    @Override
    public Undone undo(String loadId) {
        throw unwritable();
    }

    @Override
    public Map<String, Long> forget(Map<String, LocalDate> before) {
        throw unwritable();
    }

    @Override
    public Set<String> ordersPerhaps(String shop, Collection<String> orderIds) {
        return Set.copyOf(orderIds);
    }

    @Override
    public @Nullable String problem() {
        return null;
    }

    @Override
    public void awaitMarts() {}

    @Override
    public void tend() {}

    @Override
    public WarehouseStatus status() {
        throw unwritable();
    }

    private static QuanjingException unwritable() {
        return new QuanjingException(
                WarehouseError.NOT_A_QUERY, "What was known at a moment is only read. Maybe ask the warehouse itself.");
    }

    @Override
    public void close() {
        lane.close();
        close(connection);
        release.run();
    }

    private static void close(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("A connection to what was known was not closed.", e);
        }
    }
}
