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
        Instant read = text == null ? null : read(value, text);
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
        return text == null ? null : read(value, text);
    }

    private static @Nullable Instant read(JsonNode value, String text) {
        Instant read = usual(text);
        if (read == null) {
            read = parse(value, text);
        }
        // Beyond these years the subtraction of two times could overflow.
        return read == null || read.isBefore(FIRST) || read.isAfter(LAST) ? null : read;
    }

    /** The form that libraries send, {@code 2026-03-01T08:00:00.000Z}; null for any other, which may be a time all the same. */
    private static @Nullable Instant usual(String text) {
        int length = text.length();
        if (length < 20 || length > 30 || text.charAt(length - 1) != 'Z') {
            return null;
        }
        int[] parts = new int[6];
        for (int part = 0, at = 0; part < parts.length; part++) {
            for (int end = at + (part == 0 ? 4 : 2); at < end; at++) {
                int digit = digit(text, at);
                if (digit < 0) {
                    return null;
                }
                parts[part] = parts[part] * 10 + digit;
            }
            if (part < 5 && text.charAt(at++) != "--T::".charAt(part)) {
                return null;
            }
        }
        long nanos = 0;
        if (length > 20) {
            if (text.charAt(19) != '.' || length == 21) {
                return null;
            }
            for (int at = 20; at < 29; at++) {
                int digit = at < length - 1 ? digit(text, at) : 0;
                if (digit < 0) {
                    return null;
                }
                nanos = nanos * 10 + digit;
            }
        }
        boolean valid = parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 && parts[2] <= 28 && parts[3] < 24;
        if (!valid || parts[4] > 59 || parts[5] > 59) {
            // The last days of a month and what is no time at all: for somebody who knows the calendar.
            return null;
        }
        long day = LocalDate.of(parts[0], parts[1], parts[2]).toEpochDay();
        return Instant.ofEpochSecond(((day * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5], nanos);
    }

    private static int digit(String text, int at) {
        int digit = text.charAt(at) - '0';
        return digit <= 9 ? digit : -1;
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
