package io.quanjing.warehouse;

import java.util.Collection;
import java.util.List;

/**
 * The shape of one canonical fact or dimension, read from its schema file.
 *
 * @param name the table's name, singular snake_case
 * @param revision how a row with a known natural key is treated
 * @param columns the columns that a writer fills, in order; the warehouse adds {@code recorded_at}, {@code load_id} and
 *     {@code key_hash} itself. At most 63.
 */
public record TableSchema(String name, Revision revision, List<Column> columns) {

    /** The columns that identify a row, in every table. */
    public static final List<String> KEY = List.of("shop", "source", "natural_key");

    /** What happens to a row whose natural key (shop, source, natural_key) is already there. */
    public enum Revision {
        /** The first row stays, a repeated one is a duplicate: events. */
        KEEP_FIRST,
        /** A different row replaces the old one, which moves to the table's history. */
        SUPERSEDE,
        /** All rows of the shop, source and shop day are replaced by those of the load: daily reports. */
        REPLACE_DAY
    }

    /** The position of a column. */
    @SuppressWarnings("ReferenceEquality") // The names of columns and the literals that ask for them are interned.
    public int index(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name() == column) {
                return i;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("The table " + name + " has no column " + column + ".");
    }

    /** Whether there is such a column. */
    public boolean has(String column) {
        return columns.stream().anyMatch(c -> c.name().equals(column));
    }

    /**
     * The columns that a writer provides, as {@link FactRow#provided()} wants them; the natural key is always among them.
     *
     * @throws IllegalArgumentException if the table lacks one of them
     */
    public long mask(Collection<String> provided) {
        long mask = 0;
        for (String column : KEY) {
            mask |= 1L << index(column);
        }
        for (String column : provided) {
            mask |= 1L << index(column);
        }
        return mask;
    }
}
