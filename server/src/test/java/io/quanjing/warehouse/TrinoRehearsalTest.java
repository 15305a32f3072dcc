package io.quanjing.warehouse;

import io.quanjing.testing.TestTrino;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A load that is not to happen, on the distributed engine. */
// Its tests share one, so they run one after the other.
@ResourceLock("test warehouse of rehearsals")
@Execution(ExecutionMode.CONCURRENT)
class TrinoRehearsalTest extends RehearsalContract {

    private static final TrinoWarehouseSettings WAREHOUSE = TestTrino.newWarehouse();

    private final TrinoWarehouseSettings settings = TestTrino.emptied(WAREHOUSE);

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }
}
