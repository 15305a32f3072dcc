package io.quanjing.warehouse;

import io.quanjing.testing.TestTrino;
import java.nio.file.Path;

/** The distributed engine keeps the promises of the port. */
class TrinoWarehouseTest extends WarehouseContract {

    private final TrinoWarehouseSettings settings = TestTrino.newWarehouse();

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }
}
