package io.quanjing.ingest.track;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of tracking.
 *
 * @param maxBatchBytes the largest body, unpacked
 * @param maxEventBytes the largest event, as it stands in the body
 * @param eventsPerSecond how many events a key may send in the long run
 * @param burstEvents how many events a key may send at once after a pause
 * @param maxWaitingEvents how many events may wait for the warehouse, all keys together; above that senders are asked to come later
 * @param futureTolerance how far ahead of our clock an event may be, after correction; it then counts as happening now
 * @param oldest events before this moment are refused, because they come from a clock that was never set
 * @param browserSignals whether nothing is kept of events whose browser sends Global Privacy Control or Do Not Track
 * @param analyticsCategories further names of consent categories without which nothing is kept of an event
 * @param advertisingCategories further names of consent categories without which campaign and click are left away
 */
@ConfigurationProperties("quanjing.ingest.track")
record TrackSettings(
        @DefaultValue("512000") int maxBatchBytes,
        @DefaultValue("32768") int maxEventBytes,
        @DefaultValue("10000") int eventsPerSecond,
        @DefaultValue("50000") int burstEvents,
        @DefaultValue("50000") int maxWaitingEvents,
        @DefaultValue("5m") Duration futureTolerance,
        @DefaultValue("2000-01-01T00:00:00Z") Instant oldest,
        @DefaultValue("false") boolean browserSignals,
        @DefaultValue List<String> analyticsCategories,
        @DefaultValue List<String> advertisingCategories) {

    static TrackSettings defaults() {
        return new TrackSettings(
                512_000,
                32_768,
                10_000,
                50_000,
                50_000,
                Duration.ofMinutes(5),
                Instant.parse("2000-01-01T00:00:00Z"),
                false,
                List.of(),
                List.of());
    }
}
