package io.quanjing.ingest.message;

import io.quanjing.ingest.live.LiveError;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.kernel.QuanjingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How new the state is that a message tells of its subject.
 *
 * @param version as the message says
 * @param triggeredAt as what stands beside it says; it decides between equal versions
 */
public record MessageVersion(Instant version, Instant triggeredAt) {

    /** A state that says to be so far ahead of its arrival comes from a clock that is wrong. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    /** Whether it says something that another one has overtaken. */
    public boolean olderThan(MessageVersion other) {
        int order = version.compareTo(other.version);
        return order < 0 || (order == 0 && triggeredAt.isBefore(other.triggeredAt));
    }

    /**
     * What a message tells the state of; null if no message of its topic replaces another.
     *
     * @throws QuanjingException if the message does not say so
     */
    public static @Nullable String subject(Payload.Topic topic, MessageRows message) {
        if (topic.subject() == null || topic.id() == null) {
            return null;
        }
        String id = message.value(topic.id());
        if (id.isEmpty()) {
            throw missing(topic, topic.id());
        }
        return topic.subject() + " " + id;
    }

    /**
     * The version of a message.
     *
     * @param triggered when it was sent off, where somebody says
     * @param zone of times without one
     * @throws QuanjingException if the message has something else where the time stands
     */
    public static MessageVersion of(
            Payload.Topic topic, MessageRows message, Instant received, @Nullable Instant triggered, ZoneId zone) {
        Instant sent = Objects.requireNonNullElse(triggered, received);
        String text = topic.version() == null ? "" : message.value(topic.version());
        if (topic.version() == null) {
            return new MessageVersion(received, sent);
        }
        if (text.isEmpty()) {
            return new MessageVersion(sent, sent);
        }
        Instant at = moment(text, zone);
        if (at == null) {
            throw missing(topic, topic.version());
        }
        return new MessageVersion(at.isAfter(received.plus(MOST_AHEAD)) ? received : at, sent);
    }

    private static @Nullable Instant moment(String text, ZoneId zone) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
            } catch (DateTimeException none) {
                return null;
            }
        }
    }

    private static QuanjingException missing(Payload.Topic topic, String place) {
        return new QuanjingException(
                LiveError.DELIVERY_SUBJECT_MISSING,
                "A message of the topic " + topic.name() + " is put in order by " + place
                        + ", and this one has no such value. Maybe the sender changed its messages.",
                Map.of("topic", topic.name(), "place", place));
    }
}
