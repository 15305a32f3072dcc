package io.quanjing.warehouse;

import io.quanjing.warehouse.trino.TrinoWarehouse;

/** Opens the warehouse that Trino and Iceberg make up, for the application, the commands and tests. */
public final class DistributedWarehouse {

    private DistributedWarehouse() {}

    /**
     * Opens the warehouse; creates its tables where there are none.
     *
     * @throws io.quanjing.kernel.QuanjingException if a setting is missing or wrong, a server does not answer, or the tables come from a later
     *     version
     */
    public static Warehouse open(TrinoWarehouseSettings settings) {
        return TrinoWarehouse.open(settings);
    }
}
