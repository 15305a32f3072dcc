package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.engine.KnownKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the writer knows of a table's keys without asking the table. It belongs to the writer's thread. The keys of a large table are read
 * beside it, and until they are there no key is called new; what the writer adds meanwhile is known in any case.
 */
final class TableKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableKeys.class);

    /** So many rows are read before the first batch goes on: a few milliseconds. */
    private static final long READ_AT_ONCE = 20_000;

    private final String table;
    private final KnownKeys keys;
    private final @Nullable Thread reading;
    private volatile boolean complete;
    private volatile boolean closed;

    /** To be called before the transaction of the connection has written to the table. */
    static TableKeys of(DuckDBConnection connection, String table) throws SQLException {
        long rows = rows(connection, table);
        return new TableKeys(connection, table, rows);
    }

    private TableKeys(DuckDBConnection connection, String table, long rows) throws SQLException {
        this.table = table;
        // Room for a table to grow by half before a second part has to be asked.
        this.keys = new KnownKeys(rows + rows / 2);
        if (rows <= READ_AT_ONCE) {
            read(connection);
            this.reading = null;
        } else {
            Connection own = connection.duplicate();
            this.reading = Thread.ofPlatform().name("warehouse-keys").start(() -> readBeside(own));
        }
    }

    private static long rows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + Ddl.quoted(table))) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void readBeside(Connection own) {
        long from = System.nanoTime();
        try (own) {
            read(own);
            LOG.debug("Read {} keys of {} in {} ms.", keys.size(), table, (System.nanoTime() - from) / 1_000_000);
        } catch (SQLException e) {
            LOG.warn("The keys of {} could not be read; its writes stay slower than need be.", table, e);
        }
    }

    private void read(Connection connection) throws SQLException {
        read(connection, table);
        complete = !closed;
    }

    private void read(Connection connection, String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key_hash FROM " + Ddl.quoted(from))) {
            long[] some = new long[2_048];
            int count = 0;
            while (rows.next() && !closed) {
                some[count++] = rows.getLong(1);
                if (count == some.length) {
                    keys.addAll(some, count);
                    count = 0;
                }
            }
            keys.addAll(some, count);
        }
    }

    /** Whether no row of the table has the key, for certain. */
    boolean isNew(long hash) {
        return complete && !keys.mayKnow(hash);
    }

    /** To be called before the rows are written. */
    void addAll(long[] hashes, int count) {
        keys.addAll(hashes, count);
    }

    /** Adds what a bulk load has put into the table. */
    void addAll(Connection connection, Stage stage) throws SQLException {
        read(connection, stage.name());
    }

    /** Ends the reading beside, so that the file can be closed. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (reading != null && reading.isAlive()) {
            try {
                reading.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
