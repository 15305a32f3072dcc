package io.quanjing.ingest.topic;

import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.topic.TopicMessages.Meaning;
import io.quanjing.ingest.topic.TopicReader.Tools;
import io.quanjing.ingest.topic.TopicStore.Claim;
import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a reader, from joining the group to the first failure. Where to go on stands in the operational database, and is looked up
 * whenever the partitions change; what the group commits afterwards is for people and tools that look at it.
 */
final class TopicReading implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReading.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Meaning meaning;
    private final Tools tools;
    private final BooleanSupplier over;
    private final Runnable well;
    private final String topic;
    private final Claim claim;
    /** The place that is noted of each partition that is ours. */
    private Map<Integer, Long> noted = Map.of();
    /** Where to go on has to be looked up. */
    private boolean moved;

    private long nextLook = System.nanoTime();

    TopicReading(
            Consumer<byte[], byte[]> consumer,
            Claim claim,
            Meaning meaning,
            Tools tools,
            BooleanSupplier over,
            Runnable well) {
        this.consumer = consumer;
        this.claim = claim;
        this.meaning = meaning;
        this.tools = tools;
        this.over = over;
        this.well = well;
        this.topic = claim.draft().place().topic();
    }

    void untilOver() {
        // Before anything is waited for in the group: here it shows whether the place can be read at all.
        TopicCluster.Topic ignored = seen();
        consumer.subscribe(List.of(topic), this);
        while (!over.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> records = polled();
            if (moved) {
                place();
            } else if (!records.isEmpty()) {
                take(records);
            }
            if (!moved && System.nanoTime() - nextLook >= 0) {
                look();
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> polled() {
        try {
            return consumer.poll(POLL);
        } catch (InvalidOffsetException gone) {
            LOG.info("Where to go on in {} is not there any more: {}", topic, gone.getMessage());
            moved();
            return ConsumerRecords.empty();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        moved();
        // Somewhere, so that the client does not look for a place by itself; nothing is fetched before the right one is
        // known.
        partitions.forEach(partition -> consumer.seek(partition, 0));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        moved();
    }

    private void moved() {
        moved = true;
        noted = Map.of();
        consumer.pause(consumer.assignment());
    }

    private TopicCluster.Topic seen() {
        try (TopicCluster cluster =
                new TopicCluster(claim.draft().place(), claim.password(), tools.clients(), tools.settings())) {
            return cluster.topic();
        }
    }

    /** Goes to the places that are noted, and notes one for a partition that is new. */
    private void place() {
        TopicCluster.Topic found = seen();
        if (!found.id().equals(claim.topicId())) {
            tools.batches().anew(claim, found.id(), Trouble.of(madeAnew()));
            throw new TopicBatch.Superseded();
        }
        Set<TopicPartition> ours = consumer.assignment();
        Map<Integer, Long> first = byNumber(consumer.beginningOffsets(ours));
        Map<Integer, Long> end = byNumber(consumer.endOffsets(ours));
        Map<Integer, Long> known = tools.positions().of(claim.id());
        Map<Integer, Long> places = new TreeMap<>();
        long missed = 0;
        for (TopicPartition partition : ours) {
            int number = partition.partition();
            long oldest = first.getOrDefault(number, 0L);
            Long next = known.get(number);
            if (next == null || next < oldest) {
                missed += next == null ? 0 : oldest - next;
                tools.positions().set(claim.id(), number, oldest, end.getOrDefault(number, oldest));
                next = oldest;
            } else if (next > end.getOrDefault(number, 0L)) {
                throw shorter(number, next, end.getOrDefault(number, 0L));
            }
            places.put(number, next);
            consumer.seek(partition, next);
        }
        if (missed > 0) {
            tools.sources().missed(claim, missed);
            tools.sources().note(claim.id(), Trouble.of(missed(missed)));
        }
        noted = places;
        moved = false;
        well();
        consumer.resume(ours);
        LOG.info("Reads the partitions {} of {} for {}.", places.keySet(), topic, claim.id());
    }

    private void well() {
        well.run();
        tools.sources().well(claim);
    }

    private QuanjingException shorter(int partition, long next, long end) {
        return new QuanjingException(
                TopicError.TOPIC_SHORTER,
                "The partition " + partition + " of the topic " + topic + " ends at " + end + ", before the message "
                        + next
                        + " that would come next. Maybe brokers lost messages; read the source again from another point.",
                Map.of("topic", topic, "partition", partition, "next", next, "end", end));
    }

    private QuanjingException madeAnew() {
        return new QuanjingException(
                TopicError.TOPIC_MADE_ANEW,
                "The topic " + topic + " was deleted and made anew; it is read from its beginning.",
                Map.of("topic", topic));
    }

    private QuanjingException missed(long messages) {
        return new QuanjingException(
                TopicError.TOPIC_MESSAGES_MISSED,
                "The topic " + topic + " dropped " + messages
                        + " messages before they were read. Maybe its retention is too short for the pause there was.",
                Map.of("topic", topic, "messages", messages));
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        Map<Integer, Long> before = new TreeMap<>();
        Map<Integer, Long> reached = new TreeMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        long limit = tools.settings().messageLimit().toBytes();
        for (TopicPartition partition : records.partitions()) {
            before.put(partition.partition(), noted.get(partition.partition()));
            reached.put(partition.partition(), consumer.position(partition));
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                arrivals.add(Arrival.of(claim.draft().place(), record, limit));
            }
        }
        advance(arrivals, before, reached);
    }

    /** In its turn, and in the group meanwhile. */
    private void advance(List<Arrival> arrivals, Map<Integer, Long> before, Map<Integer, Long> reached) {
        consumer.pause(consumer.assignment());
        while (!gotPlace()) {
            ConsumerRecords<byte[], byte[]> none = consumer.poll(Duration.ZERO);
            if (!none.isEmpty()) {
                throw new IllegalStateException("A paused partition gave messages.");
            }
            if (moved || over.getAsBoolean()) {
                moved();
                return;
            }
        }
        Map<Integer, Long> now;
        try {
            long until = System.nanoTime() + tools.settings().slice().toNanos();
            now = tools.batches().take(claim, meaning, arrivals, before, reached, until);
        } catch (TopicBatch.Superseded another) {
            LOG.info("Another reader has partitions of {}, or it was changed; looking where to go on.", topic);
            moved();
            if (tools.sources().claim(claim.id(), claim.generation()).isEmpty()) {
                throw another;
            }
            return;
        } finally {
            tools.places().release();
        }
        Map<Integer, Long> all = new TreeMap<>(noted);
        all.putAll(now);
        noted = all;
        now.forEach((partition, next) -> {
            if (!next.equals(reached.get(partition))) {
                consumer.seek(new TopicPartition(topic, partition), next);
            }
        });
        consumer.resume(consumer.assignment());
        well.run();
        consumer.commitAsync(
                now.entrySet().stream()
                        .collect(Collectors.toMap(
                                e -> new TopicPartition(topic, e.getKey()), e -> new OffsetAndMetadata(e.getValue()))),
                (offsets, e) -> {
                    if (e != null) {
                        LOG.debug("The group's offsets were not committed.", e);
                    }
                });
    }

    private boolean gotPlace() {
        try {
            return tools.places().tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /** How far behind it is; where brokers do not answer, this fails. */
    private void look() {
        Set<TopicPartition> ours = consumer.assignment();
        // Of its own alone: the others are held by those who read them.
        tools.positions().ends(claim.id(), byNumber(consumer.endOffsets(ours)));
        // What ends a transaction of a sender has a place of its own and is no message.
        Map<Integer, Long> passed = new TreeMap<>();
        for (TopicPartition partition : ours) {
            long position = consumer.position(partition);
            Long known = noted.get(partition.partition());
            if (known != null && position > known) {
                passed.put(partition.partition(), position);
            }
        }
        if (!passed.isEmpty()) {
            Map<Integer, Long> before = new TreeMap<>(noted);
            before.keySet().retainAll(passed.keySet());
            advance(List.of(), before, passed);
        }
        if (!moved) {
            well();
        }
        nextLook = System.nanoTime() + tools.settings().look().toNanos();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().partition(), Map.Entry::getValue, Math::max, TreeMap::new));
    }
}
