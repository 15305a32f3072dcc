package io.quanjing.warehouse.trino;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.RawTarget;
import io.quanjing.warehouse.ResultTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.WarehouseStatus;
import io.quanjing.warehouse.WriteReceipt;
import io.quanjing.warehouse.duckdb.FetchedPasts;
import io.quanjing.warehouse.duckdb.MergeBench;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.engine.OldRowStore;
import io.quanjing.warehouse.engine.QueryLane;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.engine.Seeds;
import io.quanjing.warehouse.engine.WriteQueue;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.SchemaReader;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The warehouse that Trino and Iceberg make up; any number of processes may have it open. */
public final class TrinoWarehouse implements Warehouse, RawTarget {

    private static final Logger LOG = LoggerFactory.getLogger(TrinoWarehouse.class);

    /** What finds no room in the memory of a write or a refresh. */
    private static final Path SPILL = Path.of(System.getProperty("java.io.tmpdir"), "quanjing-merge");

    private final WarehouseSchema schema = SchemaReader.read();
    private final TrinoWarehouseSettings settings;
    private final String schemaName;
    private final String url;
    private final String location;
    private final IcebergTables tables;
    private final Compaction compaction;
    private final TrinoMarts marts;
    private final MartThread martThread;
    private final TrinoUndo undo;
    private final TrinoWriter writer;
    private final WriteQueue<TrinoWriter.Load> queue;
    private final MergeBench bench;
    private final SharedState shared;
    private final CommitStore martStore;
    private final QueryLane interactive;
    private final QueryLane batch;
    private final ServerCheck servers;
    private final FetchedPasts pasts;
    private volatile boolean closed;

    private TrinoWarehouse(TrinoWarehouseSettings settings, TrinoAddress address, IcebergTables tables) {
        this.settings = settings;
        this.schemaName = address.schema();
        this.url = settings.url();
        this.location = settings.location();
        this.tables = tables;
        TrinoConnections trino = new TrinoConnections(settings);
        this.servers = new ServerCheck(trino);
        this.compaction = new Compaction(schema, tables, trino);
        this.martStore = new CommitStore(settings, address.schema());
        this.marts = new TrinoMarts(schema, Transforms.read(), tables, martStore, trino, SPILL, compaction);
        this.martThread = new MartThread(marts, Instant.EPOCH, settings.martInterval(), 0, new AtomicLong());
        this.shared = new SharedState(new CommitStore(settings, address.schema()), martThread::committed);
        this.bench = MergeBench.open(SPILL, schema.tables());
        this.undo = new TrinoUndo(schema.tables(), trino);
        this.writer = new TrinoWriter(
                tables,
                new CommitStore(settings, address.schema()),
                bench,
                new StandingRows(tables, trino),
                undo,
                new TrinoForgetting(trino),
                at -> shared.look());
        this.queue = writer.queue(settings.waitingRows(), settings.commitInterval());
        TrinoReader reader = new TrinoReader(trino);
        this.interactive = new QueryLane(reader, "interactive", settings.interactiveQueries());
        this.batch = new QueryLane(reader, "batch", settings.batchQueries());
        this.pasts = new FetchedPasts(
                schema,
                () -> new PastTables(tables, trino, committed(), settings.pastRows()),
                this::committed,
                shared::version);
    }

    /** The moment of the newest write that is in all of its tables, as are those before it. */
    private @Nullable Instant committed() {
        return instant(shared.read().get(CommitStore.COMMITTED));
    }

    /**
     * Opens the warehouse; creates its tables where there are none.
     *
     * @throws QuanjingException if a setting is missing or wrong, a server does not answer, or the tables come from a later version
     */
    public static TrinoWarehouse open(TrinoWarehouseSettings settings) {
        TrinoAddress address = TrinoAddress.of(settings);
        try (CommitStore store = new CommitStore(settings, address.schema())) {
            store.setUp();
        }
        IcebergTables tables;
        try {
            tables = IcebergTables.open(settings, address);
        } catch (RuntimeException e) {
            throw Refusals.failure(
                    WarehouseError.UNAVAILABLE,
                    "The Iceberg catalog in " + settings.catalogUrl() + " cannot be opened: " + e.getMessage()
                            + ". Maybe quanjing.warehouse.trino.catalog-url or its user is wrong.",
                    e);
        }
        try {
            TrinoWarehouse warehouse = new TrinoWarehouse(settings, address, tables);
            warehouse.start(settings, address);
            return warehouse;
        } catch (RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    private void start(TrinoWarehouseSettings settings, TrinoAddress address) {
        try (CommitStore store = new CommitStore(settings, address.schema())) {
            // Replicas that start together create nothing twice.
            store.lock(CommitStore.WRITING, java.time.Duration.ofMinutes(2));
            checkVersion(store);
            tables.setUp(schema);
        }
        servers.check(address, schema);
        martThread.start();
        queue.start();
        List<FactRow> seeds = new ArrayList<>(Seeds.rows(table("region")));
        seeds.addAll(Seeds.rows(table("channel")));
        LOG.debug("Seeds: {}", queue.write(seeds, List.of()));
        shared.start();
        servers.watch();
        QuanjingException behind = martThread.follow();
        if (behind != null) {
            LOG.warn("The marts do not show everything yet.", behind);
        }
    }

    private void checkVersion(CommitStore store) {
        String found = store.state().get(CommitStore.SCHEMA_VERSION);
        if (found == null) {
            store.remember(CommitStore.SCHEMA_VERSION, Integer.toString(WarehouseSchema.VERSION));
        } else if (Integer.parseInt(found) > WarehouseSchema.VERSION) {
            throw new QuanjingException(
                    WarehouseError.NEWER_FILE,
                    "The warehouse " + url + " has schema version " + found + ", this program knows "
                            + WarehouseSchema.VERSION + ". Maybe install the version that wrote it.",
                    Map.of("found", Integer.parseInt(found), "known", WarehouseSchema.VERSION));
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.TRINO;
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
        return CommitStore.positions(shared.read());
    }

    @Override
    public FactLoad load(String loadId) {
        requireOpen();
        return new TrinoLoad(bench.stage(), queue, martThread, loadId);
    }

    @Override
    public Undone undoing(String loadId) {
        return undo.preview(loadId, logPositions());
    }

    @Override
    public Undone undo(String loadId) {
        requireOpen();
        Undone undone = queue.alone(() -> writer.undo(loadId));
        QuanjingException behind = martThread.follow();
        if (behind != null) {
            LOG.warn("The write {} is undone, but the marts do not show it yet.", loadId, behind);
        }
        return undone;
    }

    @Override
    public Map<String, Long> forget(Map<String, LocalDate> before) {
        requireOpen();
        OldRowStore old = new OldRowStore(schema, before);
        if (queue.alone(() -> writer.retire(old))) {
            LOG.debug("Old rows of {} are in the histories.", before.keySet());
        }
        // The histories tell the marts what went, so that is kept until they have followed.
        awaitMarts();
        Map<String, Long> erased = queue.alone(() -> writer.erase(old));
        pasts.clear();
        return erased;
    }

    @Override
    public void finishWrites() {
        requireOpen();
        if (queue.alone(writer::finish)) {
            LOG.debug("Every write that was begun is at its end.");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw Refusals.closed();
        }
    }

    @Override
    public ResultTable query(SqlQuery query, QueryOptions options) {
        return switch (options.lane()) {
            case INTERACTIVE -> interactive.query(query, options);
            case BATCH -> batch.query(query, options);
        };
    }

    @Override
    public Set<String> ordersPerhaps(String shop, Collection<String> orderIds) {
        return KnownOrders.among(interactive, shop, orderIds);
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public void append(
            RawTable table, boolean replacing, LogPosition step, Consumer<Consumer<@Nullable Object[]>> rows) {
        requireOpen();
        try (TrinoCopy copy = new TrinoCopy(tables, new CommitStore(settings, schemaName))) {
            copy.append(table, replacing, step, rows);
        }
    }

    @Override
    public void remakeMarts() {
        requireOpen();
        try (CommitStore store = new CommitStore(settings, schemaName)) {
            store.remember(CommitStore.MARTS_DEFINITION, "to be made anew");
            store.remember(CommitStore.MARTS_UP_TO, Instant.EPOCH.toString());
            Instant committed = instant(store.state().get(CommitStore.COMMITTED));
            boolean made = new TrinoMarts(
                            schema, Transforms.read(), tables, store, new TrinoConnections(settings), SPILL, compaction)
                    .refresh(committed == null ? Instant.now() : committed);
            LOG.debug("The marts were made anew: {}", made);
        }
    }

    @Override
    public Warehouse asKnownAt(Instant at) {
        return pasts.at(at);
    }

    @Override
    public long version() {
        return shared.version();
    }

    @Override
    public @Nullable String problem() {
        return Stream.of(shared.problem(), servers.problem(), martThread.problem())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void awaitMarts() {
        requireOpen();
        shared.look();
        martThread.await();
        // Whoever asks for the version next has to get that of what was waited for.
        shared.look();
    }

    @Override
    public void tend() {
        compaction.everything();
    }

    @Override
    public WarehouseStatus status() {
        Map<String, String> state = shared.read();
        Map<String, Long> rows = new TreeMap<>();
        long bytes = 0;
        for (TableSchema table : schema.tables()) {
            bytes += count(rows, table.name());
        }
        for (Mart mart : schema.marts()) {
            bytes += count(rows, mart.name());
        }
        return new WarehouseStatus(
                "Trino " + servers.version(),
                WarehouseSchema.VERSION,
                url + ", " + location,
                bytes,
                rows,
                instant(state.get(CommitStore.COMMITTED)),
                instant(state.get(CommitStore.MARTS_UP_TO)),
                problem());
    }

    private long count(Map<String, Long> rows, String name) {
        Table table = tables.load(name);
        Object counted = table.currentSnapshot() == null
                ? Long.valueOf(0L)
                : batch.query(SqlQuery.of("SELECT count(*) FROM \"" + name + "\""), QueryOptions.batch())
                        .rows()
                        .getFirst()
                        .getFirst();
        rows.put(name, counted instanceof Long number ? number : Long.valueOf(0L));
        return IcebergTables.bytes(table);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        interactive.close();
        batch.close();
        pasts.close();
        queue.close();
        shared.close();
        servers.close();
        marts.stop();
        martThread.close();
        compaction.close();
        martStore.close();
        bench.close();
        tables.close();
    }
}
