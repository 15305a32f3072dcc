package io.quanjing.warehouse.schema;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.WarehouseError;
import java.util.List;
import java.util.Map;

/**
 * All tables of the warehouse.
 *
 * @param tables facts and dimensions, by name
 * @param marts what is made from them, by name
 */
public record WarehouseSchema(List<TableSchema> tables, List<Mart> marts) {

    /** Grows with every change that an older program could not work with. New tables and columns that may be empty are no such change. */
    public static final int VERSION = 1;

    /**
     * A fact or dimension by its name.
     *
     * @throws QuanjingException if there is none
     */
    public TableSchema table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new QuanjingException(
                        WarehouseError.UNKNOWN_TABLE,
                        "There is no canonical table " + name + ". Maybe it is one of "
                                + tables.stream()
                                        .map(TableSchema::name)
                                        .sorted()
                                        .toList() + ".",
                        Map.of("table", name)));
    }
}
