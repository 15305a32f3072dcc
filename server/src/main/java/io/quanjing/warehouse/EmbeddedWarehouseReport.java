package io.quanjing.warehouse;

import io.quanjing.kernel.Condition;
import io.quanjing.warehouse.duckdb.FileReport;
import java.nio.file.Path;

/** How the embedded warehouse is, from outside: nothing is created or changed. */
public final class EmbeddedWarehouseReport {

    private EmbeddedWarehouseReport() {}

    /**
     * Looks at the warehouse in a folder.
     *
     * @param folder where its files lie, or would
     * @param held whether a process works on it, so that its content cannot be looked at from here
     */
    public static Condition of(Path folder, boolean held) {
        return FileReport.of(folder, held);
    }
}
