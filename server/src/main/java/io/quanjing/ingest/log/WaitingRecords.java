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

    private final Duration longest;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private long bytes;
    private long since;

    /** Not more than some megabytes, and not longer than this. */
    WaitingRecords(Duration longest) {
        this.longest = longest;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        if (records.isEmpty()) {
            since = System.nanoTime();
        }
        records.add(record);
        bytes += Math.max(0, record.serializedValueSize());
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    boolean isDue() {
        return !records.isEmpty() && (bytes >= MOST_BYTES || System.nanoTime() - since >= longest.toNanos());
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
    }
}
