package io.quanjing.ingest.log;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends to the topic. */
final class KafkaLog implements EventLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final KafkaSettings settings;
    private final KafkaTopic topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final Warehouse warehouse;
    private final LogWatch watch;

    KafkaLog(
            KafkaSettings settings,
            KafkaTopic topic,
            KafkaProducer<byte[], byte[]> producer,
            Admin admin,
            Warehouse warehouse,
            LogWatch watch) {
        this.settings = settings;
        this.topic = topic;
        this.producer = producer;
        this.admin = admin;
        this.warehouse = warehouse;
        this.watch = watch;
    }

    @Override
    public void append(String key, List<byte[]> records) {
        if (watch.closed()) {
            // Each sender would wait in vain until its time is over, and all of them would hold what is waiting.
            throw KafkaTopic.unreachable(settings, null);
        }
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        int partition = partition(keyBytes);
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
            for (byte[] record : records) {
                sent.add(producer.send(new ProducerRecord<>(topic.name(), partition, keyBytes, record)));
            }
            for (Future<RecordMetadata> each : sent) {
                RecordMetadata where = each.get();
                LOG.trace("Appended to {} at {}", where.partition(), where.offset());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaTopic.unreachable(settings, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException | IllegalStateException e) {
            throw failure(e);
        }
    }

    private QuanjingException failure(Throwable e) {
        if (e instanceof RecordTooLargeException) {
            return new QuanjingException(
                    LogError.LOG_RECORD_TOO_LONG,
                    "The batch is too long for the log: " + e.getMessage() + " Maybe send fewer events at a time.",
                    Map.of(),
                    e);
        }
        LOG.debug("A batch could not be appended.", e);
        return KafkaTopic.unreachable(settings, e);
    }

    /** By the number of partitions at the start: more of them would send a shop's batches another way while old ones still wait. */
    private int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % topic.partitions();
    }

    @Override
    public int longestRecord() {
        return KafkaTopic.LONGEST_RECORD;
    }

    @Override
    public boolean awaitApplied(String key, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        int number = partition(key.getBytes(StandardCharsets.UTF_8));
        TopicPartition partition = new TopicPartition(topic.name(), number);
        try {
            long end = KafkaTopic.answer(
                            admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                    .partitionResult(partition),
                            settings)
                    .offset();
            while (end > 0 && warehouse.logPositions().getOrDefault(topic.log(number), 0L) < end) {
                if (System.nanoTime() > until) {
                    return false;
                }
                Thread.sleep(LOOK_AGAIN);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (KafkaException | QuanjingException e) {
            LOG.debug("Whether the warehouse has all of {} cannot be told.", partition, e);
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(settings.timeout());
    }
}
