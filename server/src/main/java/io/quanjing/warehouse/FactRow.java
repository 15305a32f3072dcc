package io.quanjing.warehouse;

import org.jspecify.annotations.Nullable;

/**
 * One row on its way into a canonical table. The values stand in the order of {@link TableSchema#columns()}.
 *
 * @param table the table
 * @param values one value per column, of the class that {@link Column.Type} names; the row owns the array
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of rows pass: a list per row doubles the allocation.
public record FactRow(TableSchema table, @Nullable Object[] values) {

    /** An empty row of a table. */
    public static FactRow of(TableSchema table) {
        return new FactRow(table, new Object[table.columns().size()]);
    }

    /** Sets a column by name; for hot paths use {@link #values()} with a position asked once. */
    public FactRow set(String column, @Nullable Object value) {
        values[table.index(column)] = value;
        return this;
    }

    /** The value of a column. */
    public @Nullable Object get(String column) {
        return values[table.index(column)];
    }
}
