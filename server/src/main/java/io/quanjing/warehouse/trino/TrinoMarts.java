package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the marts follow the facts, in one replica at a time. What is new is told by {@code recorded_at} between two moments, so every
 * statement of a refresh agrees about it, although facts keep coming between them. A refresh that breaks off is repeated from the same
 * moment on: each of its steps leaves the same rows however often it runs.
 */
final class TrinoMarts implements MartThread.Marting {

    private static final Logger LOG = LoggerFactory.getLogger(TrinoMarts.class);
    private static final String BEGINNING = "0001-01-01T00:00:00Z";
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final WarehouseSchema schema;
    private final Transforms transforms;
    private final IcebergTables tables;
    private final CommitStore store;
    private final TrinoConnections trino;
    private final String catalog;
    private final Compaction compaction;
    private volatile boolean closed;

    TrinoMarts(
            WarehouseSchema schema,
            Transforms transforms,
            IcebergTables tables,
            CommitStore store,
            TrinoConnections trino,
            String catalog,
            Compaction compaction) {
        this.schema = schema;
        this.transforms = transforms;
        this.tables = tables;
        this.store = store;
        this.trino = trino;
        this.catalog = catalog;
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
        String since = state.getOrDefault(CommitStore.MARTS_UP_TO, BEGINNING);
        if (!definition.equals(state.get(CommitStore.MARTS_DEFINITION))) {
            store.remember(CommitStore.MARTS_UP_TO, BEGINNING);
            tables.recreate(schema.marts());
            store.remember(CommitStore.MARTS_DEFINITION, definition);
            since = BEGINNING;
        }
        if (!upTo.isAfter(Instant.parse(since))) {
            return false;
        }
        long started = System.nanoTime();
        try (RefreshStatements statements =
                new RefreshStatements(trino, session(since), () -> store.requireLocks("refreshing the marts"))) {
            run(statements, Instant.parse(since), upTo, CommitStore.changedAfter(state, Instant.parse(since)));
            statements.await();
        }
        store.requireLocks("refreshing the marts");
        store.remember(CommitStore.MARTS_UP_TO, upTo.toString());
        store.changed();
        LOG.debug(
                "Marts refreshed in {} ms.",
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        compaction.whereDue();
        return true;
    }

    /**
     * Statistics of the tables serve large statements, such as those of the first refresh. With the few rows of a usual refresh, reading and writing them takes longer than the
     * statements themselves.
     */
    private Map<String, String> session(String since) {
        return !Instant.parse(since).isAfter(Instant.EPOCH)
                ? Map.of()
                : Map.of(
                        catalog + ".collect_extended_statistics_on_write", "false",
                        catalog + ".statistics_enabled", "false");
    }

    private void run(RefreshStatements statements, Instant since, Instant until, Set<String> changed) {
        MartSql sql = new MartSql(schema.marts(), changed, statements::rows);
        for (Transforms.File file : transforms.files()) {
            if (!file.gate().isEmpty() && !sql.mayHaveRows(file.gate())) {
                continue;
            }
            for (Transforms.Step step : file.steps()) {
                String select = step.select().replace(":since", literal(since)).replace(":until", literal(until));
                switch (step) {
                    case Transforms.Working working
                    when working.kept() -> {
                        if (sql.mayFind(working.name(), select)) {
                            statements.submit(working.name(), sql.keep(working.name(), select));
                        }
                    }
                    case Transforms.Working working -> sql.view(working.name(), select);
                    case Transforms.Replacing replacing ->
                        statements.submit(replacing.mart(), sql.replace(replacing, select));
                }
            }
        }
    }

    private static String literal(Instant at) {
        return "TIMESTAMP '" + MICROS.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + "'";
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
