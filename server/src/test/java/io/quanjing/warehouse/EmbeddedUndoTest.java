package io.quanjing.warehouse;

import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EmbeddedUndoTest extends UndoContract {

    @Override
    Warehouse open(Path folder) {
        return EmbeddedWarehouse.open(folder);
    }
}
