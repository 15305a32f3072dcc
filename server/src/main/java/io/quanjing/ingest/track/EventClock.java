package io.quanjing.ingest.track;

import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * When an event happened by our clock. The sender's clock may be wrong, but the time between its event and its sending is right: at =
 * receivedAt − (sentAt − timestamp).
 */
record EventClock(Duration futureTolerance, Instant oldest) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** What a sender says about time: each a text of ISO 8601 or a number of seconds or milliseconds since 1970, or missing. */
    record Said(JsonNode timestamp, JsonNode originalTimestamp, JsonNode sentAt) {}

    /**
     * The corrected time.
     *
     * @throws QuanjingException if the time cannot be read, or lies in the future or before {@link #oldest}
     */
    Instant at(Said said, Instant receivedAt) {
        Instant timestamp = required(said.timestamp(), "timestamp");
        Instant original = required(said.originalTimestamp(), "originalTimestamp");
        Instant sentAt = read(said.sentAt());
        Instant at;
        if (timestamp != null && original != null) {
            // Whoever sends both has corrected the first already: a relay or a replay.
            at = timestamp;
        } else {
            Instant event = timestamp != null ? timestamp : original;
            if (event == null) {
                at = receivedAt;
            } else if (sentAt == null) {
                at = event;
            } else {
                at = receivedAt.minus(Duration.between(event, sentAt));
            }
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (at.isAfter(receivedAt.plus(futureTolerance))) {
            throw new QuanjingException(
                    TrackError.EVENT_TIME_IN_FUTURE,
                    "The event's time " + at + " is more than " + futureTolerance.toMinutes() + " minutes ahead of "
                            + receivedAt + ". Maybe the sender's clock is wrong and sentAt is missing.",
                    Map.of("at", at.toString(), "receivedAt", receivedAt.toString()));
        }
        if (at.isBefore(oldest)) {
            throw new QuanjingException(
                    TrackError.EVENT_TIME_TOO_OLD,
                    "The event's time " + at + " lies before " + oldest + ". Maybe the sender's clock was never set.",
                    Map.of("at", at.toString(), "oldest", oldest.toString()));
        }
        return at.isAfter(receivedAt) ? receivedAt.truncatedTo(ChronoUnit.MICROS) : at;
    }

    /** Whether the sender says when the event happened. */
    static boolean isTimed(Said said) {
        return Fields.clean(said.timestamp(), 64) != null || Fields.clean(said.originalTimestamp(), 64) != null;
    }

    private static @Nullable Instant required(JsonNode value, String field) {
        String text = Fields.clean(value, 64);
        Instant read = read(value);
        if (text != null && read == null) {
            throw new QuanjingException(
                    TrackError.EVENT_TIME_UNREADABLE,
                    "The field " + field + " with the value '" + text
                            + "' is not a time. Maybe write it like 2026-03-01T08:00:00.000Z.",
                    Map.of("field", field, "value", text));
        }
        return read;
    }

    private static @Nullable Instant read(JsonNode value) {
        String text = Fields.clean(value, 64);
        Instant read = text == null ? null : parse(value, text);
        // Beyond these years the subtraction of two times could overflow.
        return read == null || read.isBefore(FIRST) || read.isAfter(LAST) ? null : read;
    }

    private static @Nullable Instant parse(JsonNode value, String text) {
        try {
            if (value.isNumber() || text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                long number = new BigDecimal(text).longValue();
                // 10^11 as milliseconds is 1973, as seconds the year 5138.
                return number >= 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
            }
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
            int zone = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
            if (iso.endsWith("Z") || zone > 10) {
                return OffsetDateTime.parse(iso).toInstant();
            }
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }
}
