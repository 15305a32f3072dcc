package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarehouseSignTest {

    @Test
    void isUnwellFromAnUnansweredQuestionUntilTheWarehouseAnswers() {
        try (Warehouse warehouse = EmbeddedWarehouse.open(TestFolders.create("sign"))) {
            WarehouseSign sign = new WarehouseSign(warehouse, Duration.ofMillis(300));
            sign.refused(new QuanjingException(WarehouseError.TIMED_OUT, "That took too long."));
            assertThat(sign.well()).isTrue();

            sign.refused(new QuanjingException(WarehouseError.UNAVAILABLE, "Nobody answers."));

            assertThat(sign.well()).isFalse();
            assertThat(sign.part()).isEqualTo("warehouse");
            await().until(sign::well);
        }
    }
}
