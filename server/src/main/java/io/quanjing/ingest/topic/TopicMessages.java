package io.quanjing.ingest.topic;

import io.quanjing.access.Shop;
import io.quanjing.ingest.IngestError;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.message.MessageFacts;
import io.quanjing.ingest.message.MessageMappings;
import io.quanjing.ingest.message.MessageRows;
import io.quanjing.ingest.message.MessageVersion;
import io.quanjing.ingest.message.Messages;
import io.quanjing.ingest.topic.TopicPlace.KindFrom;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** Reads messages of a topic, one by one: none of them keeps another from being read. */
final class TopicMessages {

    private static final Logger LOG = LoggerFactory.getLogger(TopicMessages.class);

    private final MessageMappings mappings;
    private final MessageFacts facts;
    private final Warehouse warehouse;
    private final DataSize limit;

    TopicMessages(MessageMappings mappings, MessageFacts facts, Warehouse warehouse, DataSize limit) {
        this.mappings = mappings;
        this.facts = facts;
        this.warehouse = warehouse;
        this.limit = limit;
    }

    /** What a source's messages mean, and whose they are. */
    record Meaning(TopicPlace place, Mapping mapping, Shop shop) {

        ZoneId zone() {
            return Objects.requireNonNullElse(mapping.zone(), shop.clock().zone());
        }
    }

    /**
     * A message as far as it is read.
     *
     * @param subject what it tells the state of; null if it replaces no other
     * @param trouble why it cannot be read further; null if it can
     */
    record Opened(
            Arrival arrival,
            Payload.@Nullable Topic topic,
            @Nullable MessageRows rows,
            @Nullable String subject,
            @Nullable MessageVersion version,
            @Nullable Trouble trouble) {

        private static Opened refused(Arrival arrival, Trouble trouble) {
            return new Opened(arrival, null, null, null, null, trouble);
        }

        /** Whether something newer is known of its subject. */
        boolean isLate(Map<String, MessageVersion> known) {
            MessageVersion newest = subject == null ? null : known.get(subject);
            return newest != null && version != null && version.olderThan(newest);
        }
    }

    /** The meaning that a source has, or would have. */
    Meaning meaning(Draft draft, Shop shop) {
        Mapping mapping = draft.mapping() == null
                ? mappings.ready(Objects.requireNonNull(draft.ready()))
                : mappings.own(draft.mapping());
        return new Meaning(draft.place(), mapping, shop);
    }

    /** Reads a message as far as it stands alone. */
    Opened open(Meaning meaning, Arrival arrival) {
        if (arrival.size() > limit.toBytes()) {
            return Opened.refused(
                    arrival,
                    Trouble.of(new QuanjingException(
                            TopicError.TOPIC_MESSAGE_TOO_LARGE,
                            "The message has " + arrival.size() + " bytes, and at most " + limit.toBytes()
                                    + " are read (quanjing.ingest.topic.message-limit). Maybe the sender puts in more than is needed.",
                            Map.of("size", arrival.size(), "limit", limit.toBytes()))));
        }
        return guarded(arrival, () -> opened(meaning, arrival), trouble -> Opened.refused(arrival, trouble));
    }

    private static Opened opened(Meaning meaning, Arrival arrival) {
        JsonNode json = Messages.read(arrival.json());
        MessageRows alone = new MessageRows(json, arrival.topic(), arrival.at(), arrival.at());
        String field =
                meaning.place().kindFrom() == KindFrom.FIELD ? meaning.place().kindName() : null;
        String name = field == null ? arrival.topic() : alone.value(field);
        Payload.Topic topic = MessageMappings.topic(meaning.mapping(), name);
        if (topic.request() != null) {
            throw new QuanjingException(
                    TopicError.TOPIC_REQUEST_MISPLACED,
                    "A message of the topic " + name + " asks something of people (" + topic.request()
                            + "), and such requests are taken as webhooks alone. Maybe subscribe it there.",
                    Map.of("topic", name, "request", topic.request()));
        }
        MessageRows rows = field == null ? alone : new MessageRows(json, name, arrival.at(), arrival.at());
        String subject = MessageVersion.subject(topic, rows);
        MessageVersion version = MessageVersion.of(topic, rows, arrival.at(), arrival.at(), meaning.zone());
        return new Opened(arrival, topic, rows, subject, version, null);
    }

    /** The rows of the warehouse that reading a message will ask for. */
    Set<MessageFacts.Row> asks(Meaning meaning, Opened message) {
        return message.topic() == null || message.rows() == null
                ? Set.of()
                : facts.asks(meaning.mapping(), message.topic(), message.rows());
    }

    /** The facts of a message, or why there are none. */
    MessageFacts.Read facts(Meaning meaning, Opened message) {
        return guarded(
                message.arrival(),
                () -> {
                    MessageFacts.Read read = facts.read(
                            meaning.mapping(),
                            Objects.requireNonNull(message.topic()),
                            Objects.requireNonNull(message.rows()),
                            meaning.shop());
                    read.facts().forEach(warehouse::check);
                    return read;
                },
                MessageFacts.Read::refused);
    }

    /** What is wrong with a message is told of it; that something else is away stops the reading, which goes on here later. */
    private static <T> T guarded(
            Arrival arrival, Supplier<T> reading, java.util.function.Function<Trouble, T> refused) {
        try {
            return reading.get();
        } catch (QuanjingException e) {
            if (e.errorCode().kind() != ErrorCode.Kind.INVALID) {
                throw e;
            }
            return refused.apply(Trouble.of(e));
        } catch (RuntimeException e) {
            LOG.error(
                    "The message {} of partition {} cannot be read in a way that was not foreseen.",
                    arrival.offset(),
                    arrival.partition(),
                    e);
            return refused.apply(new Trouble(
                    IngestError.UNEXPECTED.code(),
                    "The server failed in a way that it did not foresee; its log has the details.",
                    Map.of()));
        }
    }
}
