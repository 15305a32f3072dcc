package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills a server again and again in the middle of a stream of batches. Five rounds here; {@code bin/crash-test --rounds 100} does more.
 */
class CrashTest {

    private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
    private static final int ROUNDS = Integer.getInteger("quanjing.crash.rounds", 5);
    private static final int SENDERS = 4;

    @Test
    void losesNoAcknowledgedEventAndDoublesNone() throws Exception {
        long seed = Long.getLong("quanjing.crash.seed", System.nanoTime());
        Random random = new Random(seed);
        Path data = TestFolders.create("crash");
        List<Duration> restarts = new ArrayList<>();
        List<BatchSender> senders = new ArrayList<>();
        ServerProcess server = ServerProcess.start(data);
        try {
            String key = server.writeKey();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(BatchSender.start("s" + i, server.port(), key));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                // From the middle of the first batch to well into the stream.
                Thread.sleep(random.nextInt(50, 1500));
                server.kill();
                server = ServerProcess.start(data, server.port());
                restarts.add(server.startedIn());
                LOG.info(
                        "Round {} of {}: {} events acknowledged, restarted in {} ms",
                        round,
                        ROUNDS,
                        senders.stream().mapToInt(s -> s.acknowledged().size()).sum(),
                        server.startedIn().toMillis());
            }
            Thread.sleep(500);
            for (BatchSender sender : senders) {
                sender.finish();
            }
        } finally {
            senders.forEach(BatchSender::stop);
            server.stop();
        }
        List<String> acknowledged =
                senders.stream().flatMap(s -> s.acknowledged().stream()).toList();
        Map<String, Long> found = found(data);
        List<String> missing =
                acknowledged.stream().filter(id -> !found.containsKey(id)).toList();
        List<String> doubled = found.entrySet().stream()
                .filter(e -> e.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
        restarts.sort(null);
        // Printed, so that the result of a long run stands in the terminal.
        System.out.printf(
                "%d rounds of kill -9, seed %d: %d events acknowledged, %d missing, %d doubled, %d orders;"
                        + " restart median %d ms, longest %d ms%n",
                ROUNDS,
                seed,
                acknowledged.size(),
                missing.size(),
                doubled.size(),
                orders(senders),
                restarts.get(restarts.size() / 2).toMillis(),
                restarts.getLast().toMillis());
        assertThat(acknowledged).isNotEmpty().doesNotHaveDuplicates();
        assertThat(missing).as("acknowledged and lost").isEmpty();
        assertThat(doubled).as("there more than once").isEmpty();
        // Every sender finished its last batch, so nothing is there that was not acknowledged.
        assertThat(found.keySet()).hasSameSizeAs(acknowledged);
        assertThat(paid(data))
                .isEqualByComparingTo(BatchSender.ORDER_AMOUNT.multiply(BigDecimal.valueOf(orders(senders))));
    }

    private static int orders(Collection<BatchSender> senders) {
        return senders.stream().mapToInt(BatchSender::orders).sum();
    }

    private static Map<String, Long> found(Path data) {
        Map<String, Long> found = new HashMap<>();
        ask(data, "SELECT natural_key, count(*) FROM event WHERE source = 'tracking' GROUP BY natural_key")
                .forEach(row -> found.put(String.valueOf(row.get(0)), (Long) row.get(1)));
        return found;
    }

    /** What the mart says, so that the marts too are shown to survive. */
    private static BigDecimal paid(Path data) {
        return (BigDecimal)
                ask(data, "SELECT sum(paid_amount) FROM sales_line").getFirst().getFirst();
    }

    private static List<List<@org.jspecify.annotations.Nullable Object>> ask(Path data, String sql) {
        try (Warehouse warehouse = EmbeddedWarehouse.open(new DataFolder(data).warehouse())) {
            warehouse.awaitMarts();
            return warehouse.query(SqlQuery.of(sql), QueryOptions.batch()).rows();
        }
    }
}
