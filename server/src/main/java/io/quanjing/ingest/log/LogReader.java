package io.quanjing.ingest.log;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.LogPosition;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions that the group gives to this process, and hands what came in a while to its work. Where to go on is what the
 * warehouse says, asked anew whenever the partitions change; the work names that position again when it writes, so that a reader that lost a
 * partition and has not heard of it writes nothing.
 */
final class LogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SHORTEST_REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final KafkaTopic topic;
    private final KafkaClients clients;
    private final Warehouse warehouse;
    private final LogWork work;
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
    private volatile boolean over;

    LogReader(KafkaSettings settings, KafkaTopic topic, KafkaClients clients, Warehouse warehouse, LogWork work) {
        this.settings = settings;
        this.topic = topic;
        this.clients = clients;
        this.warehouse = warehouse;
        this.work = work;
        this.thread = Thread.ofPlatform().name("log-reader").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!over) {
            try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
                reading = consumer;
                new Reading(consumer).untilOver();
            } catch (WakeupException e) {
                LOG.debug("Woken for the end.", e);
            } catch (KafkaException e) {
                LOG.warn("Reading the log failed and begins anew.", e);
                rest();
            } catch (RuntimeException | Error e) {
                LOG.error("Reading the log failed in a way that it does not know, and begins anew.", e);
                rest();
            } finally {
                reading = null;
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(SHORTEST_REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over = true;
        }
    }

    /** One consumer, from its beginning to its end. */
    private final class Reading implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;
        private final WaitingRecords waiting = new WaitingRecords(settings.commitInterval());
        /** The positions that the warehouse has; it has none of a partition that is absent. */
        private Map<String, Long> durable = Map.of();
        /** Where to go on has to be asked. */
        private boolean moved;

        private Duration rest = Duration.ZERO;
        private long restUntil;

        Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        void untilOver() {
            consumer.subscribe(List.of(topic.name()), this);
            while (!over) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    waiting.add(record);
                }
                if (System.nanoTime() < restUntil) {
                    continue;
                }
                if (moved) {
                    place();
                } else if (waiting.isDue()) {
                    hand();
                }
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            moved();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            moved();
        }

        /** Nothing is read before the warehouse has said where to go on. */
        private void moved() {
            moved = true;
            waiting.clear();
            consumer.pause(consumer.assignment());
        }

        private void place() {
            Set<TopicPartition> assigned = consumer.assignment();
            try {
                durable = warehouse.logPositions();
            } catch (QuanjingException e) {
                later("Where to go on in the log cannot be asked", e);
                return;
            }
            Map<TopicPartition, Long> first = consumer.beginningOffsets(assigned);
            Map<TopicPartition, Long> end = consumer.endOffsets(assigned);
            for (TopicPartition partition : assigned) {
                long from = durable.getOrDefault(topic.log(partition.partition()), LogPosition.NONE);
                long firstKept = first.getOrDefault(partition, 0L);
                if (from > end.getOrDefault(partition, 0L)) {
                    // A broker that just started may not know its end yet; LogWatch tells of it where that lasts.
                    later("The log ends before what the warehouse has of " + partition, null);
                    return;
                }
                if (from != LogPosition.NONE && from < firstKept) {
                    LOG.error(
                            "{} records of {} were deleted before they were read: they are lost. Maybe the retention of the topic is"
                                    + " too short.",
                            firstKept - from,
                            partition);
                }
                consumer.seek(partition, Math.max(from, firstKept));
            }
            LOG.info("Reads {} partitions of {}: {}", assigned.size(), topic.name(), numbers(assigned));
            moved = false;
            goOn();
        }

        private static String numbers(Set<TopicPartition> partitions) {
            return partitions.stream()
                    .map(TopicPartition::partition)
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
        }

        private void hand() {
            Map<TopicPartition, Long> next = waiting.next();
            List<LogPosition> positions = next.entrySet().stream()
                    .map(each -> {
                        String log = topic.log(each.getKey().partition());
                        return new LogPosition(log, durable.getOrDefault(log, LogPosition.NONE), each.getValue());
                    })
                    .toList();
            try {
                work.take(waiting.records(topic), positions);
            } catch (QuanjingException e) {
                if (e.errorCode() == WarehouseError.LOG_MOVED) {
                    LOG.info("Another process read on; asking where. {}", e.getMessage());
                    moved();
                } else {
                    later("Records of the log cannot be written", e);
                }
                return;
            } catch (RuntimeException e) {
                later("Records of the log cannot be written", e);
                return;
            }
            durable = new java.util.HashMap<>(durable);
            positions.forEach(position -> durable.put(position.log(), position.next()));
            waiting.clear();
            goOn();
            // For people and tools that look at the group; nobody goes on from it.
            consumer.commitAsync(
                    next.entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue()))),
                    (offsets, e) -> {
                        if (e != null) {
                            LOG.debug("The group's offsets were not committed.", e);
                        }
                    });
        }

        private void goOn() {
            rest = Duration.ZERO;
            consumer.resume(consumer.assignment());
        }

        /** Stays in the group, reads nothing, and tries again after a while. */
        private void later(String what, @Nullable Throwable why) {
            rest = rest.isZero() ? SHORTEST_REST : rest.multipliedBy(2);
            rest = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
            LOG.warn("{}; the next try is in {} ms.", what, rest.toMillis(), why);
            restUntil = System.nanoTime() + rest.toNanos();
            consumer.pause(consumer.assignment());
        }
    }

    @Override
    public void close() {
        over = true;
        KafkaConsumer<byte[], byte[]> now = reading;
        if (now != null) {
            now.wakeup();
        }
        boolean interrupted = false;
        try {
            if (!thread.join(Duration.ofSeconds(30))) {
                LOG.warn("The reader of the log has not ended; what it has not written comes again.");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
