package io.quanjing.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestKafka;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a real topic: every record becomes a row once, whatever happens to them. */
class LogReaderTest {

    private static final int PARTITIONS = 3;
    private static final AtomicInteger WRITES = new AtomicInteger();

    @TempDir
    Path folder;

    private final String name = TestKafka.newTopic();
    private final KafkaSettings settings = new KafkaSettings(
            TestKafka.broker().bootstrap(),
            name,
            "group-of-" + name,
            PARTITIONS,
            1,
            Duration.ofDays(1),
            Duration.ofMillis(50),
            Duration.ofSeconds(20),
            Map.of());
    private final KafkaClients clients = new KafkaClients(settings);
    private final List<LogReader> readers = new ArrayList<>();
    private Admin admin;
    private KafkaTopic topic;
    private Warehouse warehouse;
    private LogWatch watch;
    private KafkaLog log;
    private int appended;

    @BeforeEach
    void open() {
        admin = clients.admin();
        topic = KafkaTopic.ready(admin, settings);
        warehouse = EmbeddedWarehouse.open(folder);
        watch = new LogWatch(settings, topic, admin, warehouse, InstantSource.system());
        log = new KafkaLog(settings, topic, clients.producer(), admin, warehouse, watch);
    }

    @AfterEach
    void close() {
        readers.forEach(LogReader::close);
        log.close();
        admin.close();
        warehouse.close();
    }

    private LogReader read(LogWork work) {
        LogReader reader = new LogReader(settings, topic, clients, warehouse, work);
        readers.add(reader);
        reader.start();
        return reader;
    }

    /** A row for each record, with a key of its own each time, so that a record that is written twice is seen. */
    private void write(List<LogRecord> records, List<LogPosition> positions) {
        List<FactRow> rows = new ArrayList<>();
        for (LogRecord record : records) {
            rows.add(FactRow.of(warehouse.table("event"))
                    .set("shop", "s")
                    .set("source", "log")
                    .set("natural_key", "write-" + WRITES.incrementAndGet())
                    .set("at", Instant.parse("2026-03-01T10:00:00Z"))
                    .set("shop_day", LocalDate.parse("2026-03-01"))
                    .set("shop_hour", 18L)
                    .set("type", "search")
                    .set("visitor", "v")
                    .set("page", new String(record.value(), StandardCharsets.UTF_8)));
        }
        assertThat(warehouse.write(rows, positions).counts("event").added()).isEqualTo(rows.size());
    }

    private void append(int records) {
        for (int i = 0; i < records; i++) {
            log.append("key-" + appended % 7, List.of(("record-" + appended).getBytes(StandardCharsets.UTF_8)));
            appended++;
        }
    }

    private long count(String what) {
        return (Long) Objects.requireNonNull(warehouse
                .query(SqlQuery.of("SELECT count(" + what + ") FROM event"), QueryOptions.interactive())
                .rows()
                .getFirst()
                .getFirst());
    }

    private void assertEachOnce() throws InterruptedException {
        until(() -> count("DISTINCT page") == appended);
        for (int i = 0; i < 7; i++) {
            assertThat(log.awaitApplied("key-" + i, Duration.ofSeconds(20))).isTrue();
        }
        assertThat(count("*")).isEqualTo(appended);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(until);
            Thread.sleep(50);
        }
    }

    private void setGroup(long offset) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new java.util.HashMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            offsets.put(new TopicPartition(name, i), new OffsetAndMetadata(offset));
        }
        admin.alterConsumerGroupOffsets(settings.group(), offsets).all().get();
    }

    @Test
    void goesOnWhereTheWarehouseIsWhateverTheGroupSays() throws Exception {
        append(20);
        read(this::write);
        assertEachOnce();
        readers.removeFirst().close();

        setGroup(0);
        append(5);
        read(this::write);
        assertEachOnce();
        readers.removeFirst().close();

        append(5);
        setGroup(1_000);
        read(this::write);
        assertEachOnce();
    }

    @Test
    void aFailureBetweenTheCommitAndItsNewsDoublesNothing() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        read((records, positions) -> {
            write(records, positions);
            if (failures.incrementAndGet() <= 3) {
                throw new IllegalStateException("said by the test, after the commit");
            }
        });
        for (int i = 0; i < 5; i++) {
            append(10);
            assertEachOnce();
        }
        assertThat(failures.get()).isGreaterThan(3);
    }

    @Test
    void waitsForAWarehouseThatIsAway() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        read((records, positions) -> {
            if (tries.incrementAndGet() <= 2) {
                throw new QuanjingException(WarehouseError.DISK_FULL, "said by the test");
            }
            write(records, positions);
        });
        append(10);

        assertEachOnce();
        assertThat(tries.get()).isGreaterThan(2);
    }

    @Test
    void aReaderThatLostItsPartWithoutHearingOfItWritesNothing() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        List<LogPosition> first = new ArrayList<>();
        read((records, positions) -> {
            if (first.isEmpty()) {
                first.addAll(positions);
                reached.countDown();
                await(mayGoOn);
            }
            write(records, positions);
        });
        append(1);
        await(reached);
        // Another process took the partition over and wrote this record.
        write(List.of(new LogRecord("x", 0, "record-0".getBytes(StandardCharsets.UTF_8))), first);
        mayGoOn.countDown();
        append(10);

        assertEachOnce();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readersShareTheWorkAndTakeItOverFromEachOther() throws Exception {
        read(this::write);
        append(100);
        AtomicInteger ofTheSecond = new AtomicInteger();
        read((records, positions) -> {
            ofTheSecond.addAndGet(records.size());
            write(records, positions);
        });
        while (ofTheSecond.get() == 0) {
            append(7);
        }
        append(100);
        readers.removeFirst().close();
        append(100);
        read(this::write);
        append(100);

        assertEachOnce();
    }

    @Test
    void tellsOfWhatWaitsAndOfALogThatLostItsEnd() throws Exception {
        append(3);
        assertThat(log.awaitApplied("key-0", Duration.ofMillis(300))).isFalse();
        warehouse.write(List.of(), List.of(new LogPosition(topic.log(0), LogPosition.NONE, 1_000)));
        watch.start();

        until(() -> watch.problem() != null);
        assertThat(Objects.requireNonNull(watch.problem()).code()).isEqualTo("ingest.log_shorter");
        assertThat(watch.closed()).isTrue();
        assertThat(watch.part()).isEqualTo("log");
        assertThatThrownBy(() -> append(1)).isInstanceOf(QuanjingException.class);
        watch.close();
    }

    @Test
    void tellsHowMuchHasWaitedForHowLong() throws Exception {
        append(9);
        AtomicInteger looks = new AtomicInteger();
        Instant start = Instant.now();
        // Each look of the watch is ten seconds after the one before.
        LogWatch patient =
                new LogWatch(settings, topic, admin, warehouse, () -> start.plusSeconds(10L * looks.getAndIncrement()));
        patient.start();
        until(() -> patient.problem() != null);

        HealthProblem problem = HealthProblem.of(patient);
        assertThat(problem.code()).isEqualTo("ingest.log_behind");
        assertThat(problem.batches()).isEqualTo(9L);
        assertThat(patient.closed()).isFalse();
        assertThat(patient.part()).isEmpty();

        read(this::write);
        until(patient::well);
        patient.close();
    }

    /** What the watch tells. */
    private record HealthProblem(String code, Object batches) {
        static HealthProblem of(LogWatch watch) {
            var problem = Objects.requireNonNull(watch.problem());
            return new HealthProblem(
                    problem.code(), Objects.requireNonNull(problem.arguments().get("batches")));
        }
    }
}
