package io.quanjing.warehouse;

import io.quanjing.warehouse.duckdb.DuckDbWarehouse;
import java.nio.file.Path;

/** Opens the warehouse that lives in a folder of this machine, for the application, the commands and tests. */
public final class EmbeddedWarehouse {

    private EmbeddedWarehouse() {}

    /**
     * Opens or creates a warehouse with the default settings.
     *
     * @param folder where its files lie; created if absent
     * @throws io.quanjing.kernel.QuanjingException if another process holds it, it cannot be written, or it comes from a later version
     */
    public static Warehouse open(Path folder) {
        return open(folder, EmbeddedWarehouseSettings.defaults());
    }

    /** Opens or creates a warehouse. */
    public static Warehouse open(Path folder, EmbeddedWarehouseSettings settings) {
        return DuckDbWarehouse.open(folder, settings);
    }
}
