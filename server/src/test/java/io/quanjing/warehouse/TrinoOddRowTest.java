package io.quanjing.warehouse;

import io.quanjing.testing.TestTrino;
import java.nio.file.Path;

/** Odd rows on the distributed engine. */
class TrinoOddRowTest extends OddRowContract {

    private final TrinoWarehouseSettings settings = TestTrino.newWarehouse();

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }
}
