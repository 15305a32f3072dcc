package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.duckdb.MartBench;
import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.schema.Mart;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the marts follow the facts, in one replica at a time. Trino hands over the rows that are concerned, this process works out what
 * becomes of them, and each mart takes it over in one commit. What is new is told by {@code recorded_at} between two moments. A refresh that
 * breaks off is repeated from the same moment on, and finds what is left to do: the marts that others are made from change last.
 */
final class TrinoMarts implements MartThread.Marting {

    private static final Logger LOG = LoggerFactory.getLogger(TrinoMarts.class);
    private static final String BEGINNING = "0001-01-01T00:00:00Z";
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final WarehouseSchema schema;
    private final Transforms transforms;
    private final IcebergTables tables;
    private final CommitStore store;
    private final TrinoConnections trino;
    private final Path spill;
    private final Compaction compaction;
    private volatile boolean closed;

    TrinoMarts(
            WarehouseSchema schema,
            Transforms transforms,
            IcebergTables tables,
            CommitStore store,
            TrinoConnections trino,
            Path spill,
            Compaction compaction) {
        this.schema = schema;
        this.transforms = transforms;
        this.tables = tables;
        this.store = store;
        this.trino = trino;
        this.spill = spill;
        this.compaction = compaction;
    }

    /** Changes whenever the marts have to be made anew. */
    static String definition(WarehouseSchema schema, Transforms transforms) {
        return Integer.toHexString((schema.marts() + transforms.text()).hashCode());
    }

    /** Waits while another replica refreshes; that may spare the work. */
    @Override
    public boolean refresh(Instant upTo) {
        while (!store.tryLock(CommitStore.MARTS)) {
            String shown = store.state().get(CommitStore.MARTS_UP_TO);
            if (closed || (shown != null && !Instant.parse(shown).isBefore(upTo))) {
                return false;
            }
            pause();
        }
        try {
            return refreshAlone(upTo);
        } finally {
            store.unlock(CommitStore.MARTS);
        }
    }

    private boolean refreshAlone(Instant upTo) {
        Map<String, String> state = store.state();
        String definition = definition(schema, transforms);
        boolean outdated = !definition.equals(state.get(CommitStore.MARTS_DEFINITION));
        String since = outdated ? BEGINNING : state.getOrDefault(CommitStore.MARTS_UP_TO, BEGINNING);
        boolean anew = since.equals(BEGINNING);
        if (outdated) {
            store.remember(CommitStore.MARTS_UP_TO, BEGINNING);
        }
        if (anew) {
            // What an attempt before this one left goes too.
            tables.recreate(schema.marts().stream()
                    .filter(mart -> outdated || IcebergTables.records(tables.load(mart.name())) > 0)
                    .toList());
        }
        if (outdated) {
            store.remember(CommitStore.MARTS_DEFINITION, definition);
        }
        if (!upTo.isAfter(Instant.parse(since))) {
            return false;
        }
        long started = System.nanoTime();
        try (MartBench bench = MartBench.open(
                        spill, schema, transforms, new MartTables(tables, trino, Table::currentSnapshot));
                MartFiles files = new MartFiles(tables)) {
            bench.refresh(
                    anew ? null : Instant.parse(since), upTo, CommitStore.changedAfter(state, Instant.parse(since)));
            bench.changes(mart -> IcebergSchema.day(names(mart)), files);
            files.commit(() -> store.requireLocks("refreshing the marts"));
        }
        store.requireLocks("refreshing the marts");
        store.remember(CommitStore.MARTS_UP_TO, upTo.toString());
        store.changed();
        LOG.debug(
                "Marts refreshed in {} ms.",
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        compaction.whereDue(anew ? schema.marts().stream().map(Mart::name).toList() : List.of());
        return true;
    }

    private static List<String> names(Mart mart) {
        return mart.columns().stream().map(Column::name).toList();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody may interrupt the marts.", e);
        }
    }

    /** Ends the waiting for other replicas. */
    void stop() {
        closed = true;
    }
}
