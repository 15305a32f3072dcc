package io.quanjing.warehouse.engine;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.schema.SystemColumns;
import io.quanjing.warehouse.schema.WarehouseSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the rows of facts that are older than they are to be kept, in words that every engine understands. */
public final class OldRowStore {

    private final List<Old> old = new ArrayList<>();

    /**
     * The rows of a table before a day.
     *
     * @param before the first shop day that stays
     */
    public record Old(TableSchema table, LocalDate before) {

        /** Asks for them, by shop day: the table's columns and the system's. */
        public String rows() {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.addAll(SystemColumns.ALL);
            return "SELECT "
                    + columns.stream().map(column -> '"' + column.name() + '"').collect(Collectors.joining(", "))
                    + " FROM \"" + table.name() + '"' + condition() + " ORDER BY shop_day";
        }

        /** Deletes them. */
        public String delete() {
            return "DELETE FROM \"" + table.name() + '"' + condition();
        }

        /** Deletes them from the history of the table. */
        public String deleteFromHistory() {
            return "DELETE FROM \"" + table.name() + SystemColumns.HISTORY + '"' + condition();
        }

        private String condition() {
            return " WHERE shop_day < DATE '" + before + "'";
        }
    }

    /**
     * Of these tables.
     *
     * @param before by the name of a table the first shop day that stays
     * @throws IllegalArgumentException if a table has no shop days
     */
    public OldRowStore(WarehouseSchema schema, Map<String, LocalDate> before) {
        new TreeMap<>(before).forEach((name, day) -> {
            TableSchema table = schema.table(name);
            if (!table.has("shop_day")) {
                throw new IllegalArgumentException("The rows of " + name + " have no day, so none of them is old.");
            }
            old.add(new Old(table, day));
        });
    }

    /** By table. */
    public List<Old> all() {
        return List.copyOf(old);
    }
}
