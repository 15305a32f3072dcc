package io.quanjing.warehouse;

import io.quanjing.testing.TestTrino;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The distributed engine takes bulk writes back. */
// Its tests share one, so they run one after the other.
@ResourceLock("test warehouse of undo")
@Execution(ExecutionMode.CONCURRENT)
class TrinoUndoTest extends UndoContract {

    private static final TrinoWarehouseSettings WAREHOUSE = TestTrino.newWarehouse();

    private final TrinoWarehouseSettings settings = TestTrino.emptied(WAREHOUSE);

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }

    @Override
    int rounds() {
        return 2;
    }
}
