package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.Relay;
import io.quanjing.testing.TestTrino;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an idle warehouse says of a Trino that goes away while it runs: nobody asks a question, and nobody writes. */
@Execution(ExecutionMode.CONCURRENT)
class TrinoAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aTrinoThatFallsSilentIsSaidAndSoIsItsReturn() throws InterruptedException {
        TrinoWarehouseSettings right = TestTrino.newWarehouse();
        try (Relay relay = new Relay()) {
            relay.leadTo(TestTrino.port(right));
            String url = TestTrino.onPort(right, relay.port());
            try (Warehouse warehouse =
                    DistributedWarehouse.open(TestTrino.with(right, url, right.catalogUrl(), right.location()))) {
                assertThat(warehouse.problem()).isNull();

                relay.silent(true);
                assertThat(changed(warehouse, null)).contains(url, "has not answered for 12 s", "Maybe");

                relay.silent(false);
                relay.hangUp();
                assertThat(changed(warehouse, warehouse.problem())).isNull();
            }
        }
    }

    /** The next thing that the warehouse says, or the same if it says nothing else for long. */
    private static @Nullable String changed(Warehouse warehouse, @Nullable String before) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String problem = warehouse.problem();
        while (Instant.now().isBefore(end) && (problem == null) == (before == null)) {
            Thread.sleep(100);
            problem = warehouse.problem();
        }
        return problem;
    }
}
