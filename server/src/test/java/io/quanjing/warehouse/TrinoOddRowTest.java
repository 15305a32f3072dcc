package io.quanjing.warehouse;

import io.quanjing.testing.TestTrino;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Odd rows on the distributed engine. */
@Execution(ExecutionMode.CONCURRENT)
class TrinoOddRowTest extends OddRowContract {

    private final TrinoWarehouseSettings settings = TestTrino.newWarehouse();

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }
}
