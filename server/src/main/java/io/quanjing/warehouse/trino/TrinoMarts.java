package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.engine.MartThread;
import io.quanjing.warehouse.schema.Transforms;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
    private final Compaction compaction;
    private volatile boolean closed;

    TrinoMarts(
            WarehouseSchema schema,
            Transforms transforms,
            IcebergTables tables,
            CommitStore store,
            TrinoConnections trino,
            Compaction compaction) {
        this.schema = schema;
        this.transforms = transforms;
        this.tables = tables;
        this.store = store;
        this.trino = trino;
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
        try (Connection connection = trino.open()) {
            run(connection, Instant.parse(since), upTo, CommitStore.changedAfter(state, Instant.parse(since)));
        } catch (SQLException e) {
            throw trino.refusal("refreshing the marts", e);
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

    private void run(Connection connection, Instant since, Instant until, Set<String> changed) throws SQLException {
        MartSql sql = new MartSql(schema.marts(), changed);
        for (Transforms.File file : transforms.files()) {
            if (!file.gate().isEmpty() && !sql.mayHaveRows(file.gate())) {
                continue;
            }
            for (Transforms.Step step : file.steps()) {
                String select = step.select().replace(":since", literal(since)).replace(":until", literal(until));
                switch (step) {
                    case Transforms.Working working
                    when working.kept() ->
                        sql.kept(working.name(), execute(connection, sql.keep(working.name(), select)));
                    case Transforms.Working working -> sql.view(working.name(), select);
                    case Transforms.Replacing replacing -> {
                        long changes = execute(connection, sql.replace(replacing, select));
                        LOG.trace("{} rows of {} changed.", changes, replacing.mart());
                    }
                }
            }
        }
    }

    private long execute(Connection connection, String sql) throws SQLException {
        store.requireLocks("refreshing the marts");
        long started = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            long rows = statement.executeLargeUpdate(sql);
            LOG.debug(
                    "{} ms, {} rows: {}",
                    Duration.ofNanos(System.nanoTime() - started).toMillis(),
                    rows,
                    sql.substring(0, Math.min(60, sql.length())).replace('\n', ' '));
            return rows;
        } catch (SQLException e) {
            LOG.debug("Refused by Trino: {}", sql);
            throw e;
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
