package io.quanjing.ingest.quality;

import io.quanjing.kernel.ShopClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the last days of a source's table, with what is usual.
 *
 * @param lastAt when the last thing happened
 * @param lastRecordedAt when the last row was learned
 * @param days the days up to the last one that has rows, each of them
 */
record Series(
        String shop,
        String source,
        String fact,
        @Nullable Instant lastAt,
        @Nullable Instant lastRecordedAt,
        List<SeriesDay> days) {

    private static final int DAYS = 60;

    /**
     * A day.
     *
     * @param low the fewest rows that are usual; null if nobody can tell
     * @param high the most rows that are usual
     */
    record SeriesDay(
            LocalDate day,
            long rows,
            @Nullable Long low,
            @Nullable Long high) {}

    /** @param deviations how far from the median is usual */
    static Series of(FactProfile profile, ShopClock clock, Instant now, double deviations) {
        LocalDate last = Optional.ofNullable(profile.days().floorKey(clock.day(now)))
                .orElse(profile.days().firstKey());
        List<SeriesDay> days = new ArrayList<>();
        for (LocalDate day = last.minusDays(DAYS - 1L); !day.isAfter(last); day = day.plusDays(1)) {
            if (day.isBefore(profile.days().firstKey())) {
                continue;
            }
            Optional<VolumeBand> band = VolumeBand.of(profile, day);
            days.add(new SeriesDay(
                    day,
                    profile.rows(day),
                    band.map(b -> b.low(deviations)).orElse(null),
                    band.map(b -> b.high(deviations)).orElse(null)));
        }
        return new Series(
                profile.shop(), profile.source(), profile.fact(), profile.lastAt(), profile.lastRecordedAt(), days);
    }
}
