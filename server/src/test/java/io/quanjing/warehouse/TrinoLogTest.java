package io.quanjing.warehouse;

import io.quanjing.testing.TestTrino;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The distributed engine is written to from a log. */
// Its tests share one, so they run one after the other.
@ResourceLock("test warehouse of logs")
@Execution(ExecutionMode.CONCURRENT)
class TrinoLogTest extends LogContract {

    private static final TrinoWarehouseSettings WAREHOUSE = TestTrino.newWarehouse();

    private final TrinoWarehouseSettings settings = TestTrino.emptied(WAREHOUSE);

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }
}
