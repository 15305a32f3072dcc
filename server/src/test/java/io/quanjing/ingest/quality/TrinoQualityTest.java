package io.quanjing.ingest.quality;

import io.quanjing.testing.TestTrino;
import io.quanjing.warehouse.DistributedWarehouse;
import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.Warehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The distributed engine answers what data quality asks. */
// Its tests share one warehouse, so they run one after the other.
@ResourceLock("test warehouse of quality")
@Execution(ExecutionMode.CONCURRENT)
class TrinoQualityTest extends QualityContract {

    private static final TrinoWarehouseSettings WAREHOUSE = TestTrino.newWarehouse();

    private final TrinoWarehouseSettings settings = TestTrino.emptied(WAREHOUSE);

    @Override
    Warehouse open(Path folder) {
        return DistributedWarehouse.open(settings);
    }
}
