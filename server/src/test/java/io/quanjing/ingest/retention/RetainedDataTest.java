package io.quanjing.ingest.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedDataTest {

    @Test
    void everyTableOfFactsIsOfOneKind(@TempDir Path folder) {
        List<String> facts;
        try (Warehouse warehouse = EmbeddedWarehouse.open(folder)) {
            facts = warehouse.tables().stream()
                    .filter(table -> table.has("shop_day"))
                    .map(TableSchema::name)
                    .toList();
        }

        assertThat(Arrays.stream(RetainedData.values()).flatMap(data -> data.tables().stream()))
                .containsExactlyInAnyOrderElementsOf(facts);
    }
}
