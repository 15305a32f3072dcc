package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.engine.KeyHash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Tells which orders no table has, for certain, so that an event of a new order asks no table. The writer's thread feeds it, any thread asks.
 * It begins to know with the first write after the first question.
 */
final class KnownOrders implements AutoCloseable {

    /** The tables whose rows events of an order revise. */
    private static final List<String> TABLES = List.of("order_header", "order_line", "refund");

    private final DuckDBConnection connection;
    private volatile boolean wanted;
    private volatile @Nullable TableKeys known;

    KnownOrders(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** Whether a table may have rows of the order; false only if none has. */
    boolean mayHave(String shop, String orderId) {
        TableKeys now = known;
        if (now == null) {
            wanted = true;
            return true;
        }
        return !now.isNew(hash(shop, orderId));
    }

    /** To be called by the writer before it begins a transaction: what it writes from then on is told of. */
    void begin() throws SQLException {
        if (wanted && known == null) {
            known = TableKeys.of(
                    connection,
                    String.join(
                            " UNION ALL ",
                            TABLES.stream()
                                    .map(table -> select(Ddl.quoted(table)))
                                    .toList()),
                    KnownOrders::hash);
        }
    }

    /** Tells of a row that is about to be written. */
    void add(FactRow row) {
        TableKeys now = known;
        if (now != null && concerns(row.table()) && row.get("order_id") instanceof String order) {
            now.addAll(new long[] {hash(String.valueOf(row.get("shop")), order)}, 1);
        }
    }

    /** Learns what a bulk load has put into a table; to be called before its commit. */
    void loaded(Connection on, Stage loaded) throws SQLException {
        TableKeys now = known;
        if (now == null || !concerns(loaded.table())) {
            return;
        }
        if (loaded.rows() <= Inlet.FEW_LOADED) {
            now.addAll(on, select(Ddl.quoted(loaded.name())));
        } else {
            known = null;
            wanted = false;
            now.close();
        }
    }

    /** Learns of the orders of rows that come back; to be called before their commit. */
    void restored(Connection on, TableSchema table, String from) throws SQLException {
        TableKeys now = known;
        if (now != null && concerns(table)) {
            now.addAll(on, select(from));
        }
    }

    private static boolean concerns(TableSchema table) {
        return TABLES.contains(table.name());
    }

    private static String select(String table) {
        return "SELECT shop, order_id FROM " + table;
    }

    private static @Nullable Long hash(ResultSet row) throws SQLException {
        String order = row.getString(2);
        return order == null ? null : Long.valueOf(hash(row.getString(1), order));
    }

    private static long hash(String shop, String orderId) {
        return KeyHash.of(shop, "order", orderId);
    }

    @Override
    public void close() {
        TableKeys now = known;
        if (now != null) {
            now.close();
        }
    }
}
