package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.EmbeddedWarehouseSettings;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import io.quanjing.warehouse.duckdb.MartBench.KnownAt;
import io.quanjing.warehouse.duckdb.MartBench.Wanted;
import io.quanjing.warehouse.engine.Refusals;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moments of another engine that were asked for last. What its facts and dimensions were then is fetched into a file of its own, and from
 * there on the moment is put together as one of the embedded engine is. The rows pass one by one, so they need room on the disk and none in
 * the memory; the file goes with the moment.
 */
public final class FetchedPasts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FetchedPasts.class);

    /** Of each moment that is kept; the rest is on the disk. */
    private static final int MEMORY_MEGABYTES = 512;

    private static final EmbeddedWarehouseSettings SETTINGS =
            new EmbeddedWarehouseSettings(MEMORY_MEGABYTES, 0, 1, 1, 0, Duration.ZERO);

    private final WarehouseSchema schema;
    private final Supplier<MartBench.Tables> other;
    private final Pasts pasts;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warehouse-pasts").factory());
    private volatile boolean closed;

    /**
     * Nothing is fetched yet.
     *
     * @param other the other engine's tables, asked for with each moment: all of them as of the same commit
     * @param complete the moment up to which every commit is there
     * @param version grows when something may have been added
     */
    public FetchedPasts(
            WarehouseSchema schema,
            Supplier<MartBench.Tables> other,
            Supplier<@Nullable Instant> complete,
            LongSupplier version) {
        this.schema = schema;
        this.other = other;
        this.pasts = new Pasts(this::open, complete, version);
    }

    /**
     * The warehouse as it was known at a moment. Whoever is interrupted while waiting does not keep the others from it.
     *
     * @throws io.quanjing.kernel.QuanjingException if the other engine does not answer or refuses, or there is no room on the disk
     */
    public Warehouse at(Instant at) {
        Future<Warehouse> known;
        try {
            known = thread.submit(() -> pasts.at(at));
        } catch (RejectedExecutionException e) {
            throw Refusals.failure(WarehouseError.CLOSED, "The warehouse is closed. Maybe the server is stopping.", e);
        }
        try {
            return known.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusals.failure(
                    WarehouseError.CANCELLED, "The question of what was known at " + at + " was cancelled.", e);
        } catch (ExecutionException e) {
            throw Refusals.again("What was known at " + at + " could not be put together.", e.getCause());
        }
    }

    private Past open(Instant at) {
        ScratchFolder folder = ScratchFolder.create();
        DuckDbFile file;
        try {
            file = DuckDbFile.open(folder.path(), SETTINGS);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
        Runnable release = () -> {
            try {
                file.close();
            } finally {
                folder.close();
            }
        };
        try (DuckDBConnection connection = file.connection()) {
            fetch(connection, at);
            return Past.open(file, schema, new Reader(file), at, release);
        } catch (SQLException e) {
            release.run();
            throw Failures.of("fetching what was known at " + at, e);
        } catch (RuntimeException | Error e) {
            release.run();
            throw e;
        }
    }

    private void fetch(DuckDBConnection connection, Instant at) throws SQLException {
        long started = System.nanoTime();
        MartBench.Tables tables = other.get();
        List<Wanted> wanted = wanted(tables, at);
        long[] came = new long[1];
        Transaction.run(connection, statement -> {
            TableSetup.tables(statement, schema.tables());
            try (Arrivals arrivals = new Arrivals(
                    wanted,
                    of -> connection.createAppender(
                            DuckDBConnection.DEFAULT_SCHEMA, wanted.get(of).table()))) {
                tables.read(wanted, (of, values) -> {
                    if (closed) {
                        throw Refusals.closed();
                    }
                    arrivals.row(of, values);
                    came[0]++;
                });
                arrivals.flush();
            }
            return at;
        });
        LOG.info(
                "{} rows that were known at {} were fetched in {} ms.",
                came[0],
                at,
                Duration.ofNanos(System.nanoTime() - started).toMillis());
    }

    private List<Wanted> wanted(MartBench.Tables tables, Instant at) {
        List<Wanted> wanted = new ArrayList<>();
        for (TableSchema table : schema.tables()) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            wanted.add(new Wanted(table.name(), List.copyOf(columns), new KnownAt(at)));
            columns.add(SystemColumns.SUPERSEDED_AT);
            wanted.add(new Wanted(table.name() + SystemColumns.HISTORY, List.copyOf(columns), new KnownAt(at)));
        }
        wanted.removeIf(each -> tables.isEmpty(each.table()));
        return wanted;
    }

    /** Lets go of all of them. */
    public void clear() {
        pasts.clear();
    }

    /** Gives up what is being fetched. */
    @Override
    public void close() {
        closed = true;
        thread.close();
        pasts.close();
    }
}
