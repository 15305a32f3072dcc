package io.quanjing.ingest.topic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From where a topic is read.
 *
 * @param at the time of the first message, for {@link From#TIME}
 * @param offsets the first message of some partitions, for {@link From#OFFSETS}; the others go on where they are
 */
record TopicBegin(From from, @Nullable Instant at, @Nullable Map<Integer, Long> offsets) {

    /** What says where to begin. */
    enum From {
        /** The oldest message that the topic has. */
        EARLIEST,
        /** The next message that comes. */
        LATEST,
        TIME,
        OFFSETS;

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static From of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** In words of the audit log. */
    String text() {
        return switch (from) {
            case EARLIEST, LATEST -> from.id();
            case TIME -> String.valueOf(at);
            case OFFSETS -> String.valueOf(offsets);
        };
    }
}
