package io.quanjing.warehouse;

import java.nio.file.Path;

/** The embedded engine is written to from a log. */
class EmbeddedLogTest extends LogContract {

    @Override
    Warehouse open(Path folder) {
        return EmbeddedWarehouse.open(folder);
    }
}
