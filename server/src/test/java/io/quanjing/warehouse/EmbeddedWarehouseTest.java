package io.quanjing.warehouse;

import java.nio.file.Path;

class EmbeddedWarehouseTest extends WarehouseContract {

    @Override
    Warehouse open(Path folder) {
        return EmbeddedWarehouse.open(folder);
    }
}
