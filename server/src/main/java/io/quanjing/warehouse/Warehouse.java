package io.quanjing.warehouse;

import java.util.List;

/**
 * The analytical store. Facts are append-only and know when they happened ({@code at}) and when we learned them ({@code recorded_at}); a
 * revised row moves to its table's history. Engines implement this interface and nothing outside the engine's package knows which it is.
 */
public interface Warehouse {

    /** How SQL has to be worded. */
    enum Dialect {
        DUCKDB,
        TRINO
    }

    /** The dialect that {@link #query} understands. */
    Dialect dialect();

    /** The canonical tables, facts and dimensions. */
    List<TableSchema> tables();

    /**
     * The shape of a canonical table.
     *
     * @throws io.quanjing.kernel.QuanjingException if there is no such table
     */
    TableSchema table(String name);

    /**
     * Writes a small batch and returns when it is durable. Batches of several callers share one commit. The marts show the rows at most
     * one second later.
     */
    WriteReceipt write(List<FactRow> rows);

    /**
     * Opens a bulk write.
     *
     * @param loadId stands in {@code load_id} of every row
     */
    FactLoad load(String loadId);

    /**
     * Asks.
     *
     * @throws io.quanjing.kernel.QuanjingException if the query runs out of time or rows, or the engine refuses it
     */
    ResultTable query(SqlQuery query, QueryOptions options);

    /** Grows with every commit that changes what a query can see; a page uses it to know whether to ask again. */
    long version();

    /** Waits until the marts show everything that is durable now. */
    void awaitMarts();
}
