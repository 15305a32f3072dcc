package io.quanjing.warehouse.schema;

import io.quanjing.warehouse.TableSchema;
import java.util.List;

/**
 * All tables of the warehouse.
 *
 * @param tables facts and dimensions, by name
 * @param marts what is made from them, by name
 */
public record WarehouseSchema(List<TableSchema> tables, List<Mart> marts) {

    /** Grows with every change that an older program could not work with. New tables and columns that may be empty are no such change. */
    public static final int VERSION = 1;
}
