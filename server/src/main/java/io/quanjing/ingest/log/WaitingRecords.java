package io.quanjing.ingest.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that were read and not yet written. */
final class WaitingRecords {

    private static final long MOST_BYTES = 24L * 1024 * 1024;

    private final long interval;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private long bytes;
    private long due = System.nanoTime();

    /** Records wait until so long after those before them were done, so that the first after a pause go at once; or until they are many. */
    WaitingRecords(Duration interval) {
        this.interval = interval.toNanos();
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
        bytes += Math.max(0, record.serializedValueSize());
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    boolean isDue() {
        return !records.isEmpty() && (bytes >= MOST_BYTES || System.nanoTime() - due >= 0);
    }

    /** The offset behind the last record of each partition. */
    Map<TopicPartition, Long> next() {
        return Map.copyOf(next);
    }

    List<LogRecord> records(KafkaTopic topic) {
        return records.stream()
                .map(r -> new LogRecord(
                        topic.log(r.partition()), r.offset(), r.value() == null ? new byte[0] : r.value()))
                .toList();
    }

    void clear() {
        records.clear();
        next.clear();
        bytes = 0;
        due = System.nanoTime() + interval;
    }
}
