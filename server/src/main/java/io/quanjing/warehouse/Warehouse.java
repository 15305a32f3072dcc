package io.quanjing.warehouse;

import io.quanjing.warehouse.engine.RowCheck;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The analytical store. Facts are append-only and know when they happened ({@code at}) and when we learned them ({@code recorded_at}); a
 * revised row, or one that was taken back, moves to its table's history (the table's name and {@code _history}, with {@code superseded_at}). As it was known at a moment
 * T, a table is its rows with {@code recorded_at <= T} and those of its history with {@code recorded_at <= T AND superseded_at > T}. Engines implement this interface and nothing outside the engine's package knows which it is.
 */
public interface Warehouse extends AutoCloseable {

    /** How SQL has to be worded. */
    enum Dialect {
        DUCKDB,
        TRINO
    }

    /** The dialect that {@link #query} understands. */
    Dialect dialect();

    /** Whether other processes write to it too, so that a lock in memory does not keep them apart. */
    default boolean shared() {
        return false;
    }

    /** The canonical tables, facts and dimensions. */
    List<TableSchema> tables();

    /**
     * The shape of a canonical table.
     *
     * @throws io.quanjing.kernel.QuanjingException if there is no such table
     */
    TableSchema table(String name);

    /**
     * Refuses a row as {@link #write} would, as far as the row itself says.
     *
     * @throws io.quanjing.kernel.QuanjingException if it lacks a value or has one that does not fit its column
     */
    default void check(FactRow row) {
        RowCheck.check(row);
    }

    /**
     * Writes a small batch and returns when it is durable. Batches of several callers share one commit. The marts show the rows about a
     * second later in the embedded engine, where a refresh takes at most a third of the time, and some seconds later in the distributed one.
     *
     * @throws io.quanjing.kernel.QuanjingException if a value does not fit its column, too many writes wait, or the disk is full; nothing
     *     of the batch is written then
     */
    default WriteReceipt write(List<FactRow> rows) {
        return write(rows, List.of());
    }

    /**
     * Writes a batch that was read from logs kept elsewhere, together with how far it goes in them; there need not be rows.
     *
     * @param positions one for each log
     * @throws io.quanjing.kernel.QuanjingException as {@link #write(List)}, and {@link WarehouseError#LOG_MOVED} if another position of a
     *     log is durable than the one to go on from; nothing of the batch is written then
     */
    WriteReceipt write(List<FactRow> rows, List<LogPosition> positions);

    /** The positions that are durable, by the name of the log. */
    Map<String, Long> logPositions();

    /**
     * Opens a bulk write. Its commit returns when the marts show it.
     *
     * @param loadId stands in {@code load_id} of every row
     */
    FactLoad load(String loadId);

    /**
     * What {@link #undo} would do now. Nothing changes.
     *
     * @throws io.quanjing.kernel.QuanjingException {@link WarehouseError#UNDONE_ALREADY}
     */
    Undone undoing(String loadId);

    /**
     * Takes back a whole bulk write, at once and durably: its rows move to the histories, and the rows that it had replaced are there again,
     * recorded now. Rows that later writes have replaced stay as those say, and what was known at an earlier moment stays as it was. Returns
     * when the marts show it. A write that left no rows is taken back too.
     *
     * @param loadId as given to {@link #load}
     * @throws io.quanjing.kernel.QuanjingException {@link WarehouseError#UNDONE_ALREADY}, or if the disk is full or the engine away; then
     *     nothing has changed, or the next write of any replica brings it to its end
     */
    Undone undo(String loadId);

    /**
     * Deletes the rows of facts before a shop day for good, those of histories included, and returns when they are gone and the marts follow:
     * figures of those days are as if nothing had come, and no question about an earlier moment finds the rows either. Doing so again deletes
     * what has come since.
     *
     * @param before by the name of a table of facts the first shop day that stays
     * @return how many rows are gone, by table; nothing of tables that had none
     * @throws IllegalArgumentException if a table has no shop days
     * @throws io.quanjing.kernel.QuanjingException if the engine is away or the marts cannot follow; then the rest is deleted the next time
     */
    Map<String, Long> forget(Map<String, LocalDate> before);

    /**
     * Asks.
     *
     * @throws io.quanjing.kernel.QuanjingException if the query runs out of time or rows, or the engine refuses it
     */
    ResultTable query(SqlQuery query, QueryOptions options);

    /**
     * Those of some orders of which there may be rows in {@code order_header}, {@code order_line} or {@code refund}: of the others there
     * certainly are none. An engine answers in the way that costs it least, and may answer with more than there are.
     *
     * @param shop the shop's id
     * @param orderIds as in the column {@code order_id}, whatever the source
     * @throws io.quanjing.kernel.QuanjingException if the engine has to be asked and does not answer
     */
    Set<String> ordersPerhaps(String shop, Collection<String> orderIds);

    /**
     * The warehouse as it was known at a moment, only to be read: facts that came or were revised later are as they were, and the marts are
     * those of that time. Putting it together takes what a rebuild of the marts takes; the last ones are kept.
     *
     * @param at not after now
     * @return a warehouse with a dialect of its own, which may be asked while it is among the last ones
     * @throws io.quanjing.kernel.QuanjingException {@link WarehouseError#PAST_TOO_LARGE} if it has to be fetched and more was known than the
     *     settings allow
     */
    Warehouse asKnownAt(Instant at);

    /** Grows with what a query can see, at the latest when the marts show it too; a page uses it to know whether to ask again. */
    long version();

    /**
     * A number that is another one whenever a row of a mart that has a day before the given one may have changed: what was worked out from
     * such rows alone holds while it stays.
     *
     * @return {@link #NOT_KNOWN} if the engine does not follow this table
     */
    default long settled(String mart, LocalDate before) {
        return NOT_KNOWN;
    }

    /** Of {@link #settled}: nothing may be kept. */
    long NOT_KNOWN = -1;

    /** Why the marts do not follow the facts, for whoever looks after the server; null while they do. Costs nothing to ask. */
    @Nullable String problem();

    /** Waits until the marts show everything that is durable now. */
    void awaitMarts();

    /**
     * Brings to their end the writes that were begun and whose sender was not told what became of them. When this returns, {@link #query} shows
     * all that will ever come of a write that failed before. An engine that does a write at once or not at all has none such.
     *
     * @throws io.quanjing.kernel.QuanjingException if that cannot be done now
     */
    default void finishWrites() {}

    /** Does what keeps the engine quick and its disk small, as a nightly job; an engine that needs nothing of the kind does nothing. */
    void tend();

    /** How it stands; counts rows, so it takes a moment. */
    WarehouseStatus status();

    /** Finishes the writes that wait, then lets go of the files. */
    @Override
    void close();
}
