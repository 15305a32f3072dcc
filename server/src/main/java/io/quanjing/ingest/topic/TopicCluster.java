package io.quanjing.ingest.topic;

import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The cluster of a source, asked about its topic. Every question throws a {@link QuanjingException} that says what is wrong. */
final class TopicCluster implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final TopicPlace place;
    private final TopicClients clients;
    private final Duration timeout;
    private final Admin admin;

    TopicCluster(TopicPlace place, @Nullable String password, TopicClients clients, TopicSettings settings) {
        this.place = place;
        this.clients = clients;
        this.timeout = settings.timeout();
        this.admin = clients.admin(place, password);
    }

    /**
     * A topic as it is.
     *
     * @param id Kafka's own id of it
     */
    record Topic(String id, List<Integer> partitions) {}

    /** The topic. What the brokers call each other is checked before anything else is asked. */
    Topic topic() {
        answer(admin.describeCluster().nodes()).forEach(node -> clients.check(node.host()));
        TopicDescription found = answer(Objects.requireNonNull(
                admin.describeTopics(List.of(place.topic())).topicNameValues().get(place.topic())));
        return new Topic(
                found.topicId().toString(),
                found.partitions().stream().map(p -> p.partition()).sorted().toList());
    }

    /** The offset of the oldest message of each partition. */
    Map<Integer, Long> first(Topic topic) {
        return offsets(topic, OffsetSpec.earliest());
    }

    /** The offset that the next message of each partition will have. */
    Map<Integer, Long> end(Topic topic) {
        return offsets(topic, OffsetSpec.latest());
    }

    /**
     * The offset in each partition at which a beginning lies; a partition that it says nothing of is absent.
     *
     * @throws QuanjingException if it lies outside what the topic has
     */
    Map<Integer, Long> begin(Topic topic, TopicBegin begin) {
        return switch (begin.from()) {
            case EARLIEST -> first(topic);
            case LATEST -> end(topic);
            case TIME -> since(topic, Objects.requireNonNullElse(begin.at(), Instant.EPOCH));
            case OFFSETS -> checked(topic, Objects.requireNonNullElse(begin.offsets(), Map.of()));
        };
    }

    private Map<Integer, Long> since(Topic topic, Instant at) {
        Map<Integer, Long> end = end(topic);
        Map<Integer, Long> found = offsets(topic, OffsetSpec.forTimestamp(at.toEpochMilli()));
        // A partition without a newer message is told as -1.
        found.replaceAll((partition, offset) -> offset < 0 ? end.getOrDefault(partition, 0L) : offset);
        return found;
    }

    private Map<Integer, Long> checked(Topic topic, Map<Integer, Long> wanted) {
        Map<Integer, Long> first = first(topic);
        Map<Integer, Long> end = end(topic);
        wanted.forEach((partition, offset) -> {
            if (!first.containsKey(partition)) {
                throw outside(
                        "partition " + partition, "0 to " + (topic.partitions().size() - 1));
            }
            if (offset < first.get(partition) || offset > end.getOrDefault(partition, 0L)) {
                throw outside(
                        "offset " + offset + " of partition " + partition,
                        first.get(partition) + " to " + end.getOrDefault(partition, 0L));
            }
        });
        return new TreeMap<>(wanted);
    }

    private QuanjingException outside(String value, String rule) {
        return new QuanjingException(
                TopicError.TOPIC_SETTING_INVALID,
                "The topic " + place.topic() + " has no " + value + "; it has " + rule
                        + ". Maybe the messages were deleted meanwhile.",
                Map.of("field", "offsets", "value", value, "rule", rule));
    }

    private Map<Integer, Long> offsets(Topic topic, OffsetSpec wanted) {
        Map<TopicPartition, OffsetSpec> question = topic.partitions().stream()
                .collect(Collectors.toMap(p -> new TopicPartition(place.topic(), p), p -> wanted));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                answer(admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().partition(), e -> e.getValue().offset(), Math::max, TreeMap::new));
    }

    private <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(timeout.toMillis() + CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(e);
        } catch (TimeoutException e) {
            throw late(e);
        } catch (ExecutionException e) {
            throw new TopicRefusal(place, e.getCause() == null ? e : e.getCause()).worded();
        }
    }

    private QuanjingException late(Exception cause) {
        return new TopicRefusal(place, new org.apache.kafka.common.errors.TimeoutException("no answer in time.", cause))
                .worded();
    }

    @Override
    public void close() {
        admin.close(CLOSING);
    }
}
