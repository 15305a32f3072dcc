package io.quanjing.warehouse;

import java.nio.file.Path;

/** The embedded engine tells what a load would do. */
class EmbeddedRehearsalTest extends RehearsalContract {

    @Override
    Warehouse open(Path folder) {
        return EmbeddedWarehouse.open(folder);
    }
}
