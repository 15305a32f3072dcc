package io.quanjing.warehouse;

import io.quanjing.warehouse.schema.SystemColumns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is kept: a canonical one or its history, with the columns that the warehouse fills itself.
 *
 * @param name of the table
 * @param columns all of them, in the order of the values of a row: those of the canonical table, {@code recorded_at}, {@code load_id},
 *     {@code key_hash}, and {@code superseded_at} in a history
 * @param canonical the name of the canonical table that it is, or is the history of
 */
public record RawTable(String name, List<Column> columns, String canonical) {

    /** The columns of shop days, of which a table has one at most; rows that are written in their order make few files. */
    private static final List<String> DAYS = List.of("shop_day", "paid_day", "refund_day");

    /** Every table of these and its history. */
    public static List<RawTable> of(List<TableSchema> tables) {
        List<RawTable> all = new ArrayList<>();
        for (TableSchema table : tables) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            all.add(new RawTable(table.name(), List.copyOf(columns), table.name()));
            columns.add(SystemColumns.SUPERSEDED_AT);
            all.add(new RawTable(table.name() + SystemColumns.HISTORY, List.copyOf(columns), table.name()));
        }
        return List.copyOf(all);
    }

    /** The column of the day by which the table is asked; null if it has none. */
    public @Nullable String day() {
        return DAYS.stream()
                .filter(day -> columns.stream().anyMatch(column -> column.name().equals(day)))
                .findFirst()
                .orElse(null);
    }
}
