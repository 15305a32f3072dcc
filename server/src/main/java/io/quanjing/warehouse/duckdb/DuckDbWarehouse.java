package io.quanjing.warehouse.duckdb;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.EmbeddedWarehouseSettings;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.RawSource;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WarehouseStatus;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.engine.OldRowStore;
import io.quanjing.warehouse.engine.QueryLane;
import io.quanjing.warehouse.engine.Seeds;
import io.quanjing.warehouse.engine.WriteQueue;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SchemaReader;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The warehouse in one file of this machine. */
public final class DuckDbWarehouse implements Warehouse, RawSource {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbWarehouse.class);

    /** Refreshes take a third of the time at most. */
    private static final int MART_REST = 2;

    private final WarehouseSchema schema;
    private final DuckDbFile file;
    /** Grows with a refresh and not with the commit before it, or everybody would ask twice. */
    private final AtomicLong version = new AtomicLong(1);

    private final Marts marts;
    private final MartThread martThread;
    private final Writer writer;
    private final WriteQueue<Writer.Load> queue;
    private final KnownOrders orders;
    private final QueryLane interactive;
    private final QueryLane batch;
    private final Pasts pasts;

    private DuckDbWarehouse(
            WarehouseSchema schema,
            DuckDbFile file,
            DuckDBConnection writing,
            DuckDBConnection marting,
            EmbeddedWarehouseSettings settings)
            throws SQLException {
        this.schema = schema;
        this.file = file;
        TableSetup.run(writing, schema, file.file().toString());
        Instant lastRecorded = lastRecorded(writing);
        this.marts = Marts.open(marting, schema, Transforms.read());
        this.martThread = new MartThread(marts, lastRecorded, settings.martInterval(), MART_REST, version);
        Merge merge = new Merge(writing, schema.tables());
        this.writer = new Writer(merge, martThread, lastRecorded);
        this.queue = writer.queue(settings.waitingRows());
        this.orders = merge.orders();
        Reader reader = new Reader(file);
        this.interactive = new QueryLane(reader, "interactive", settings.interactiveQueries());
        this.batch = new QueryLane(reader, "batch", settings.batchQueries());
        this.pasts = new Pasts(at -> Past.open(file, schema, reader, at, () -> {}), marts::upTo, version::get);
    }

    /**
     * Opens or creates the file in a folder.
     *
     * @throws QuanjingException if it cannot be opened, with a {@link WarehouseError} that says why
     */
    public static DuckDbWarehouse open(Path folder, EmbeddedWarehouseSettings settings) {
        DuckDbFile file = DuckDbFile.open(folder, settings);
        try {
            DuckDbWarehouse warehouse = new DuckDbWarehouse(
                    SchemaReader.read(), file, file.standingConnection(), file.standingConnection(), settings);
            warehouse.start();
            return warehouse;
        } catch (SQLException e) {
            file.close();
            throw Failures.of("preparing " + file.file(), e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void start() {
        martThread.start();
        queue.start();
        seed();
        QuanjingException behind = martThread.follow();
        if (behind != null) {
            LOG.warn("The marts do not show everything yet.", behind);
        }
    }

    private void seed() {
        queue.write(Seeds.rows(table("region")), List.of());
        queue.write(Seeds.rows(table("channel")), List.of());
    }

    private Instant lastRecorded(DuckDBConnection writing) throws SQLException {
        Instant last = Instant.EPOCH;
        try (Statement statement = writing.createStatement()) {
            for (TableSchema table : schema.tables()) {
                for (String of : List.of(
                        "max(recorded_at) FROM " + Ddl.quoted(table.name()),
                        "max(superseded_at) FROM " + Ddl.quoted(table.name() + "_history"))) {
                    try (ResultSet rows = statement.executeQuery("SELECT " + of)) {
                        LocalDateTime found = rows.next() ? rows.getObject(1, LocalDateTime.class) : null;
                        Instant at = found == null ? Instant.EPOCH : found.toInstant(ZoneOffset.UTC);
                        last = at.isAfter(last) ? at : last;
                    }
                }
            }
        }
        return last;
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
    public WriteReceipt write(List<FactRow> rows, List<LogPosition> positions) {
        return queue.write(rows, positions);
    }

    @Override
    public Map<String, Long> logPositions() {
        try (DuckDBConnection connection = file.connection()) {
            return LogPositions.all(connection);
        } catch (SQLException e) {
            throw Failures.of("reading the positions of logs", e);
        }
    }

    @Override
    public FactLoad load(String loadId) {
        return new DuckDbLoad(file.connection(), queue, martThread, loadId);
    }

    @Override
    public Undone undoing(String loadId) {
        try (DuckDBConnection connection = file.connection()) {
            return Transaction.run(connection, statement -> new Undo(connection, schema.tables(), loadId).preview());
        } catch (SQLException e) {
            throw Failures.of("counting the rows of the write " + loadId, e);
        }
    }

    @Override
    public Undone undo(String loadId) {
        Undone undone = queue.alone(() -> writer.undo(loadId));
        QuanjingException behind = martThread.follow();
        if (behind != null) {
            LOG.warn("The write {} is undone, but the marts do not show it yet.", loadId, behind);
        }
        return undone;
    }

    @Override
    public Map<String, Long> forget(Map<String, LocalDate> before) {
        OldRowStore old = new OldRowStore(schema, before);
        long retired = queue.alone(() -> writer.retire(old));
        // The histories tell the marts what went, so that is kept until they have followed.
        martThread.await();
        Map<String, Long> erased = queue.alone(() -> writer.erase(old));
        LOG.debug("{} rows of facts moved, and {} are gone.", retired, erased);
        pasts.clear();
        return erased;
    }

    @Override
    public ResultTable query(SqlQuery query, QueryOptions options) {
        return switch (options.lane()) {
            case INTERACTIVE -> interactive.query(query, options);
            case BATCH -> batch.query(query, options);
        };
    }

    @Override
    public void read(RawTable table, Instant from, Instant until, Consumer<@Nullable Object[]> rows) {
        try (DuckDBConnection connection = file.connection()) {
            RawRows.read(connection, table, from, until, rows);
        } catch (SQLException e) {
            throw Failures.of("reading the rows of " + table.name(), e);
        }
    }

    @Override
    public Set<String> ordersPerhaps(String shop, Collection<String> orderIds) {
        return orderIds.stream().filter(id -> orders.mayHave(shop, id)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Warehouse asKnownAt(Instant at) {
        return pasts.at(at);
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public long settled(String mart, LocalDate before) {
        return schema.marts().stream().anyMatch(each -> each.name().equals(mart))
                ? marts.lastChange(mart, before)
                : Warehouse.super.settled(mart, before);
    }

    @Override
    public @Nullable String problem() {
        return martThread.problem();
    }

    @Override
    public void awaitMarts() {
        martThread.await();
    }

    /** The file tends to itself with every checkpoint. */
    @Override
    public void tend() {}

    @Override
    public WarehouseStatus status() {
        Map<String, Long> rows = new TreeMap<>();
        try (DuckDBConnection connection = file.connection();
                Statement statement = connection.createStatement()) {
            for (TableSchema table : schema.tables()) {
                rows.put(table.name(), count(statement, table.name()));
            }
            for (Mart mart : schema.marts()) {
                rows.put(mart.name(), count(statement, mart.name()));
            }
            return new WarehouseStatus(
                    "DuckDB " + connection.getMetaData().getDatabaseProductVersion(),
                    WarehouseSchema.VERSION,
                    file.file().toString(),
                    bytes(file.file())
                            + bytes(file.file().resolveSibling(file.file().getFileName() + ".wal")),
                    rows,
                    writer.lastRecorded(),
                    marts.upTo(),
                    martThread.problem());
        } catch (SQLException e) {
            throw Failures.of("counting rows", e);
        }
    }

    private static long count(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + Ddl.quoted(table))) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static long bytes(Path path) {
        try {
            return Files.size(path);
        } catch (java.io.IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        interactive.close();
        batch.close();
        pasts.close();
        queue.close();
        martThread.close();
        file.close();
    }
}
