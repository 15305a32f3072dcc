package io.quanjing.warehouse;

import java.nio.file.Path;

/** The embedded engine makes the marts of odd rows. */
class EmbeddedOddRowTest extends OddRowContract {

    @Override
    Warehouse open(Path folder) {
        return EmbeddedWarehouse.open(folder);
    }
}
