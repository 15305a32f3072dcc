package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.engine.KeyHash;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary table of one connection that holds the rows on their way into a table. It is not logged and spills to disk when large. Beside
 * the table's columns it has {@code key_hash}, {@code task} (who sent the row) and {@code provided}.
 */
final class Stage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
    private static final long MICROS = 1_000_000;
    private static final int REMEMBERED_HASHES = 20_000;

    private final DuckDBConnection connection;
    private final TableSchema table;
    private final Column.Type[] types;
    private final int shop;
    private final int source;
    private final int naturalKey;
    private @Nullable DuckDBAppender appender;
    private final Set<Long> hashes = new HashSet<>();
    private final Map<Integer, Long> rowsByTask = new HashMap<>();
    private long rows;
    private boolean partial;
    private boolean repeats;

    Stage(DuckDBConnection connection, TableSchema table) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.types = table.columns().stream().map(Column::type).toArray(Column.Type[]::new);
        this.shop = table.index("shop");
        this.source = table.index("source");
        this.naturalKey = table.index("natural_key");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE " + Ddl.quoted(name()) + " ("
                    + Ddl.list(table.columns(), c -> Ddl.quoted(c.name()) + " " + Ddl.type(c.type()))
                    + ", key_hash BIGINT, task INTEGER, provided BIGINT)");
        }
    }

    String name() {
        return "stage_" + table.name();
    }

    TableSchema table() {
        return table;
    }

    /** The rows appended since the last clearing. */
    long rows() {
        return rows;
    }

    /** How many of them each sender sent. */
    Map<Integer, Long> rowsByTask() {
        return Map.copyOf(rowsByTask);
    }

    /** Whether a natural key may be there twice: known for a small batch, supposed of a large one. */
    boolean mayRepeat() {
        return repeats || rows > REMEMBERED_HASHES;
    }

    /** Whether some row leaves columns to the current row. */
    boolean partial() {
        return partial;
    }

    void append(FactRow row, int task) throws SQLException {
        append(row, task, hash(row));
    }

    /** The hash of a row's natural key. */
    long hash(FactRow row) {
        @Nullable Object[] values = row.values();
        return KeyHash.of(
                String.valueOf(values[shop]), String.valueOf(values[source]), String.valueOf(values[naturalKey]));
    }

    void append(FactRow row, int task, long hash) throws SQLException {
        DuckDBAppender to = appender;
        if (to == null) {
            to = connection.createAppender("temp", "main", name());
            appender = to;
        }
        @Nullable Object[] values = row.values();
        rows++;
        to.beginRow();
        for (int i = 0; i < types.length; i++) {
            append(to, types[i], values[i]);
        }
        to.append(hash);
        to.append(task);
        to.append(row.provided());
        to.endRow();
        partial |= row.provided() != FactRow.ALL;
        if (!mayRepeat()) {
            repeats = !hashes.add(hash);
        }
        rowsByTask.merge(task, 1L, Long::sum);
    }

    /** Appends a value that {@code RowCheck} has seen. */
    static void append(DuckDBAppender to, Column.Type type, @Nullable Object value) throws SQLException {
        if (value == null) {
            to.appendNull();
            return;
        }
        switch (type) {
            case TEXT -> to.append((String) value);
            case BIGINT -> to.append(((Long) value).longValue());
            case DECIMAL -> to.appendDecimal(unscaled((BigDecimal) value));
            case BOOLEAN -> to.append(((Boolean) value).booleanValue());
            case DATE -> to.append((LocalDate) value);
            case TIMESTAMP -> to.appendEpochMicros(micros((Instant) value));
        }
    }

    private static long unscaled(BigDecimal value) {
        BigInteger unscaled = value.setScale(4, RoundingMode.UNNECESSARY).unscaledValue();
        return unscaled.longValueExact();
    }

    static long micros(Instant at) {
        return Math.multiplyExact(at.getEpochSecond(), MICROS) + at.getNano() / 1000;
    }

    /** Makes the appended rows visible to statements of the connection. */
    void flush() throws SQLException {
        DuckDBAppender open = appender;
        appender = null;
        if (open != null) {
            try {
                // Closing from another thread than the appending one drops the last rows without a word; flushing
                // refuses to.
                long flushed = open.flush();
                LOG.trace("Flushed the last {} rows of {}.", flushed, table.name());
            } finally {
                open.close();
            }
        }
    }

    void clear() throws SQLException {
        try {
            flush();
        } finally {
            empty();
        }
    }

    private void empty() throws SQLException {
        if (rows > 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM " + Ddl.quoted(name()));
            }
        }
        rows = 0;
        partial = false;
        repeats = false;
        hashes.clear();
        rowsByTask.clear();
    }

    /** After a rollback: rows still in the appender would otherwise come out with the next batch. */
    void discard() {
        try {
            clear();
        } catch (SQLException e) {
            LOG.warn("The stage of {} could not be emptied after a failed write.", table.name(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        flush();
    }
}
