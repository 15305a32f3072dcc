package io.quanjing.ingest.topic;

import io.quanjing.access.Shop;
import io.quanjing.ingest.live.SourceCurrency;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.message.MessageFacts;
import io.quanjing.ingest.topic.TopicMessages.Meaning;
import io.quanjing.ingest.topic.TopicMessages.Opened;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tries whether a topic can be read, and what the mapping makes of its newest messages. Writes nothing, and joins no group. */
final class TopicTrial {

    private static final int MESSAGES = 100;
    private static final int MOST_REASONS = 5;
    private static final int MOST_EXAMPLES = 5;
    private static final int LONGEST_VALUE = 200;
    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicClients clients;
    private final TopicMessages messages;
    private final TopicSettings settings;

    TopicTrial(TopicClients clients, TopicMessages messages, TopicSettings settings) {
        this.clients = clients;
        this.messages = messages;
        this.settings = settings;
    }

    /**
     * What was found.
     *
     * @param messages how many the topic has, roughly: places that were emptied count
     * @param read how many of the newest were read, about 100 at most
     * @param facts how many facts they make, by table
     * @param examples some of these
     * @param rejected how many of them cannot be read
     * @param reasons why, for the first of them
     */
    record Found(
            int partitions,
            long messages,
            int read,
            int tombstones,
            Map<String, Integer> facts,
            List<Example> examples,
            int rejected,
            List<Trouble> reasons) {}

    /** A fact that a message would make, with the columns that have a value. */
    record Example(int partition, long offset, String table, Map<String, String> values) {}

    /**
     * A topic that can be read.
     *
     * @param begin the place in each partition at which reading begins
     * @param end the place in each partition at which it ends now
     */
    record Followable(String topicId, Map<Integer, Long> begin, Map<Integer, Long> end, Found found) {}

    /**
     * Connects, looks where reading would begin, and maps the newest messages.
     *
     * @throws QuanjingException saying what is wrong
     */
    Followable run(Shop shop, Draft draft, @Nullable String password, TopicBegin begin) {
        Meaning meaning = messages.meaning(draft, shop);
        SourceCurrency.check(meaning.mapping(), shop);
        try (TopicCluster cluster = new TopicCluster(draft.place(), password, clients, settings)) {
            TopicCluster.Topic topic = cluster.topic();
            Map<Integer, Long> first = cluster.first(topic);
            Map<Integer, Long> end = cluster.end(topic);
            List<Arrival> newest = newest(draft.place(), password, first, end);
            return new Followable(topic.id(), cluster.begin(topic, begin), end, found(meaning, newest, first, end));
        }
    }

    private List<Arrival> newest(
            TopicPlace place, @Nullable String password, Map<Integer, Long> first, Map<Integer, Long> end) {
        long each = Math.max(1, MESSAGES / Math.max(1, end.size()));
        Map<TopicPartition, Long> left = new LinkedHashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(place, password, null)) {
            end.forEach((partition, last) -> {
                if (last > first.getOrDefault(partition, 0L)) {
                    left.put(new TopicPartition(place.topic(), partition), last);
                }
            });
            consumer.assign(left.keySet());
            left.forEach((partition, last) ->
                    consumer.seek(partition, Math.max(first.getOrDefault(partition.partition(), 0L), last - each)));
            long until = System.nanoTime() + settings.timeout().toNanos();
            while (!left.isEmpty() && System.nanoTime() < until) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    arrivals.add(
                            Arrival.of(place, record, settings.messageLimit().toBytes()));
                }
                left.entrySet().removeIf(one -> consumer.position(one.getKey()) >= one.getValue());
                consumer.assign(left.keySet());
            }
        } catch (KafkaException e) {
            throw new TopicRefusal(place, e).worded();
        }
        return arrivals;
    }

    private Found found(Meaning meaning, List<Arrival> arrivals, Map<Integer, Long> first, Map<Integer, Long> end) {
        Map<String, Integer> facts = new TreeMap<>();
        List<Example> examples = new ArrayList<>();
        List<Trouble> reasons = new ArrayList<>();
        int tombstones = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.isTombstone()) {
                tombstones++;
                continue;
            }
            Opened opened = messages.open(meaning, arrival);
            MessageFacts.Read read = opened.trouble() == null
                    ? messages.facts(meaning, opened)
                    : MessageFacts.Read.refused(opened.trouble());
            if (read.trouble() != null) {
                reasons.add(read.trouble());
            }
            for (FactRow fact : read.facts()) {
                int count = facts.merge(fact.table().name(), 1, Integer::sum);
                if (count == 1 || examples.size() < MOST_EXAMPLES) {
                    examples.add(new Example(
                            arrival.partition(), arrival.offset(), fact.table().name(), values(fact)));
                }
            }
        }
        long there = end.entrySet().stream()
                .mapToLong(e -> e.getValue() - first.getOrDefault(e.getKey(), 0L))
                .sum();
        return new Found(
                end.size(),
                there,
                arrivals.size(),
                tombstones,
                facts,
                examples,
                reasons.size(),
                reasons.stream().limit(MOST_REASONS).toList());
    }

    private static Map<String, String> values(FactRow fact) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Column column : fact.table().columns()) {
            Object value = fact.get(column.name());
            if (value != null && !column.name().equals("shop")) {
                String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
                values.put(column.name(), text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text);
            }
        }
        return values;
    }
}
