package io.quanjing.warehouse;

import java.util.Map;

/**
 * What a write did.
 *
 * @param tables the counts by table name
 */
public record WriteReceipt(Map<String, Counts> tables) {

    /**
     * What happened to the rows of one table.
     *
     * @param added rows with a natural key that was not there
     * @param revised rows that replaced an older one
     * @param unchanged rows that were there already, repeated rows of the same write included
     */
    public record Counts(long added, long revised, long unchanged) {}

    /** The counts of a table; zeros if the write had no row for it. */
    public Counts counts(String table) {
        return tables.getOrDefault(table, new Counts(0, 0, 0));
    }
}
