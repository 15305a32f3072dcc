package io.quanjing.warehouse;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way into a canonical table. The values stand in the order of {@link TableSchema#columns()}.
 *
 * @param table the table
 * @param values one value per column, of the class that {@link Column.Type} names; the row owns the array
 * @param provided one bit per column, the first column lowest: the columns that the writer knows about. The others keep the value of the
 *     current row with the same natural key, and are empty where there is none. {@link #ALL} for a complete row.
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of rows pass: a list per row doubles the allocation.
public record FactRow(TableSchema table, @Nullable Object[] values, long provided) {

    /** Every column is provided: an empty value means that there is none. */
    public static final long ALL = -1L;

    /** A complete row. */
    public FactRow(TableSchema table, @Nullable Object[] values) {
        this(table, values, ALL);
    }

    /** An empty row of a table that provides every column. */
    public static FactRow of(TableSchema table) {
        return of(table, ALL);
    }

    /** An empty row of a table that provides the columns of a {@link TableSchema#mask}. */
    public static FactRow of(TableSchema table, long provided) {
        return new FactRow(table, new Object[table.columns().size()], provided);
    }

    /** An empty row of a table that provides the named columns and the natural key. */
    public static FactRow of(TableSchema table, Collection<String> provided) {
        return of(table, table.mask(provided));
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
