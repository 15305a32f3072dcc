package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventClockTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");
    private final EventClock clock = new EventClock(Duration.ofMinutes(5), Instant.parse("2000-01-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # timestamp,               original,                  sent at,                  corrected
            2026-03-01T11:59:50Z,       -,                         2026-03-01T11:59:55Z,     2026-03-01T11:59:55Z
            # a clock that was never set still knows how long ago it was
            1970-01-01T00:00:10Z,       -,                         1970-01-01T00:01:10Z,     2026-03-01T11:59:00Z
            # a clock that is a year ahead
            2027-03-01T10:00:00Z,       -,                         2027-03-01T11:00:00Z,     2026-03-01T11:00:00Z
            -,                          2026-03-01T11:00:00Z,      2026-03-01T11:00:30Z,     2026-03-01T11:59:30Z
            # both: corrected by somebody before us
            2026-02-01T00:00:00Z,       2026-02-01T09:00:00Z,      2026-02-01T09:00:01Z,     2026-02-01T00:00:00Z
            2026-02-28T00:00:00Z,       -,                         -,                        2026-02-28T00:00:00Z
            -,                          -,                         2026-03-01T11:00:00Z,     2026-03-01T12:00:00Z
            2026-02-28T08:00:00+08:00,  -,                         -,                        2026-02-28T00:00:00Z
            2026-02-28 08:00:00,        -,                         -,                        2026-02-28T08:00:00Z
            1772236800000,              -,                         -,                        2026-02-28T00:00:00Z
            1772236800,                 -,                         -,                        2026-02-28T00:00:00Z
            # a little ahead counts as now
            2026-03-01T12:03:00Z,       -,                         -,                        2026-03-01T12:00:00Z
            # an unreadable time of sending corrects nothing
            2026-02-28T00:00:00Z,       -,                         yesterday,                2026-02-28T00:00:00Z
            """)
    void correctsTheSendersClock(String timestamp, String original, String sentAt, Instant corrected) {
        assertThat(at(timestamp, original, sentAt)).isEqualTo(corrected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:06:00Z, ingest.event_time_in_future",
        "1999-12-31T23:59:59Z, ingest.event_time_too_old",
        "next tuesday, ingest.event_time_unreadable",
        "2026-02-30T00:00:00Z, ingest.event_time_unreadable",
        "+999999999-01-01T00:00:00Z, ingest.event_time_unreadable",
        "99999999999999999999999999, ingest.event_time_unreadable"
    })
    void refusesTimesThatCannotBe(String timestamp, String code) {
        assertThatThrownBy(() -> at(timestamp, null, null))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        e -> assertThat(e.errorCode().code()).isEqualTo(code));
    }

    private Instant at(
            @org.jspecify.annotations.Nullable String timestamp,
            @org.jspecify.annotations.Nullable String original,
            @org.jspecify.annotations.Nullable String sentAt) {
        return clock.at(new EventClock.Said(node(timestamp), node(original), node(sentAt)), RECEIVED);
    }

    @Test
    void readsEveryMomentOfTheFormThatLibrariesSend() {
        DateTimeFormatter form = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        Random random = new Random(7);
        long first = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 2_000; i++) {
            Instant moment = Instant.ofEpochMilli(random.nextLong(first, RECEIVED.toEpochMilli()));
            assertThat(at(form.format(moment), null, null)).isEqualTo(moment);
            Instant micros = moment.plusNanos(random.nextInt(1_000) * 1_000L);
            assertThat(at(micros.toString(), null, null)).isEqualTo(micros);
        }
        for (String none : List.of(
                "2026-02-30T00:00:00.000Z",
                "2026-13-01T00:00:00.000Z",
                "2025-01-01T25:00:00.000Z",
                "2025-01-01T00:61:00.000Z",
                "2025-01-01T00:00:0a.000Z",
                "2025-01-01T00:00:00,5Z!",
                "2025_01-01T00:00:00.000Z")) {
            assertThatThrownBy(() -> at(none, null, null)).as(none).hasMessageContaining("is not a time");
        }
    }

    private static JsonNode node(@org.jspecify.annotations.Nullable String text) {
        return JsonMapper.shared().valueToTree(text);
    }
}
