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
 * What is known of the keys of tables without asking them. The writer's thread makes it and adds to it; any thread may ask. The keys of large
 * tables are read beside the writer, and until they are there no key is called new; what the writer adds meanwhile is known in any case.
 */
final class TableKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableKeys.class);

    /** So many rows are read before the first batch goes on: a few milliseconds. */
    private static final long READ_AT_ONCE = 20_000;

    /** Reads the hash of a row's key; null for a row without one. */
    interface Hash {
        @Nullable Long of(ResultSet row) throws SQLException;
    }

    private final String select;
    private final Hash hash;
    private final KnownKeys keys;
    private final @Nullable Thread reading;
    private volatile boolean complete;
    private volatile boolean closed;

    /** To be called before the transaction of the connection has written to the table. */
    static TableKeys of(DuckDBConnection connection, String table) throws SQLException {
        return of(connection, "SELECT key_hash FROM " + Ddl.quoted(table), row -> row.getLong(1));
    }

    /** Like {@link #of(DuckDBConnection, String)}, with the hashes that a query gives. */
    static TableKeys of(DuckDBConnection connection, String select, Hash hash) throws SQLException {
        return new TableKeys(connection, select, hash, rows(connection, select));
    }

    private TableKeys(DuckDBConnection connection, String select, Hash hash, long rows) throws SQLException {
        this.select = select;
        this.hash = hash;
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

    private static long rows(Connection connection, String select) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM (" + select + ")")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void readBeside(Connection own) {
        long from = System.nanoTime();
        try (own) {
            read(own);
            LOG.debug("{} gave {} keys in {} ms.", select, keys.size(), (System.nanoTime() - from) / 1_000_000);
        } catch (SQLException e) {
            LOG.warn("{} failed, so writes stay slower than need be.", select, e);
        }
    }

    private void read(Connection connection) throws SQLException {
        read(connection, select);
        complete = !closed;
    }

    private void read(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            long[] some = new long[2_048];
            int count = 0;
            while (rows.next() && !closed) {
                Long found = hash.of(rows);
                if (found == null) {
                    continue;
                }
                some[count++] = found;
                if (count == some.length) {
                    keys.addAll(some, count);
                    count = 0;
                }
            }
            keys.addAll(some, count);
        }
    }

    /** Whether no row has the key, for certain. */
    boolean isNew(long hash) {
        return complete && !keys.mayKnow(hash);
    }

    /** To be called before the rows are written. */
    void addAll(long[] hashes, int count) {
        keys.addAll(hashes, count);
    }

    /** Adds what a query gives of a bulk load. */
    void addAll(Connection connection, String query) throws SQLException {
        read(connection, query);
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
