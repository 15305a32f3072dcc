package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestKafka;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Kills the server that reads the log, and the broker, in the middle of a stream of batches. */
class LogCrashTest {

    private static final int ROUNDS = Integer.getInteger("quanjing.crash.log-rounds", 2);
    private static final int PARTITIONS = 2;

    private final String topic = TestKafka.newTopic();

    @Test
    void losesNoAcknowledgedEventAndDoublesNone() throws Exception {
        Random random = new Random(Long.getLong("quanjing.crash.seed", System.nanoTime()));
        TestKafka broker = TestKafka.broker();
        List<String> options = List.of(
                ServerProcess.QUICK,
                "-Dquanjing.ingest.log=kafka",
                "-Dquanjing.ingest.kafka.servers=" + broker.bootstrap(),
                "-Dquanjing.ingest.kafka.topic=" + topic,
                "-Dquanjing.ingest.kafka.partitions=" + PARTITIONS,
                "-Dquanjing.ingest.kafka.commit-interval=200ms");
        Path data = TestFolders.create("log-crash");
        List<BatchSender> senders = new ArrayList<>();
        ServerProcess server = ServerProcess.start(data, options);
        try {
            String key = server.writeKey();
            for (int i = 0; i < 3; i++) {
                senders.add(BatchSender.start("s" + i, server.port(), key));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                Thread.sleep(random.nextInt(500, 2500));
                server.kill();
                server = ServerProcess.start(data, server.port(), options);
            }
            Thread.sleep(random.nextInt(200, 1500));
            broker.kill();
            broker.start();
            int before = orders(senders);
            until(() -> orders(senders) > before + 3);
            for (BatchSender sender : senders) {
                sender.finish();
            }
            until(this::allRead);
        } finally {
            senders.forEach(BatchSender::stop);
            server.stop();
        }
        List<String> acknowledged =
                senders.stream().flatMap(s -> s.acknowledged().stream()).toList();
        Map<String, Long> found = new HashMap<>();
        ask(data, "SELECT natural_key, count(*) FROM event WHERE source = 'tracking' GROUP BY natural_key")
                .forEach(row -> found.put(String.valueOf(row.get(0)), (Long) row.get(1)));

        assertThat(acknowledged).isNotEmpty().doesNotHaveDuplicates();
        assertThat(acknowledged).as("acknowledged and lost").allMatch(found::containsKey);
        assertThat(found.values()).as("there more than once").allMatch(count -> count == 1);
        assertThat(found.keySet()).hasSameSizeAs(acknowledged);
        assertThat((BigDecimal) ask(data, "SELECT sum(paid_amount) FROM sales_line")
                        .getFirst()
                        .getFirst())
                .isEqualByComparingTo(BatchSender.ORDER_AMOUNT.multiply(BigDecimal.valueOf(orders(senders))));
    }

    private static int orders(List<BatchSender> senders) {
        return senders.stream().mapToInt(BatchSender::orders).sum();
    }

    /** What the group says of itself is for people and tests to look at. */
    private boolean allRead() {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestKafka.broker().bootstrap()))) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets("quanjing")
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (int i = 0; i < PARTITIONS; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
                OffsetAndMetadata position = read.get(partition);
                if (end > (position == null ? 0 : position.offset())) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within two minutes").isLessThan(until);
            Thread.sleep(200);
        }
    }

    private static List<List<@org.jspecify.annotations.Nullable Object>> ask(Path data, String sql) {
        try (Warehouse warehouse = EmbeddedWarehouse.open(new DataFolder(data).warehouse())) {
            warehouse.awaitMarts();
            return warehouse.query(SqlQuery.of(sql), QueryOptions.batch()).rows();
        }
    }
}
