package io.quanjing.ingest.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many rows a day usually has, by the same weekday of the 8 weeks before.
 *
 * @param median of those days
 * @param deviation their median deviation as a standard deviation, and at least the square root of the median: counts that are equal by chance
 *     would make every other one unusual
 */
record VolumeBand(double median, double deviation) {

    private static final int WEEKS = 8;

    /** Fewer say nothing of what is usual. */
    static final int LEAST_WEEKS = 4;

    /** Where fewer rows are usual, chance alone makes a day with three times as many. */
    private static final double LEAST_ROWS = 5;

    /** Nothing if the source is not old enough, or has few rows on that weekday. Days without rows count as such from the source's first day on. */
    static Optional<VolumeBand> of(FactProfile profile, LocalDate day) {
        LocalDate first = profile.days().firstKey();
        List<Double> counts = new ArrayList<>();
        for (int week = 1; week <= WEEKS; week++) {
            LocalDate same = day.minusWeeks(week);
            if (!same.isBefore(first)) {
                counts.add((double) profile.rows(same));
            }
        }
        if (counts.size() < LEAST_WEEKS) {
            return Optional.empty();
        }
        double median = Robust.median(counts);
        return median < LEAST_ROWS
                ? Optional.empty()
                : Optional.of(new VolumeBand(median, Math.max(Robust.deviation(counts), Math.sqrt(median))));
    }

    /** How many deviations a count is away, in either direction. */
    double distance(long rows) {
        return Math.abs(rows - median) / deviation;
    }

    /** The fewest rows that are so many deviations away at most. */
    long low(double deviations) {
        return (long) Math.ceil(Math.max(0, median - deviations * deviation));
    }

    /** The most rows that are so many deviations away at most. */
    long high(double deviations) {
        return (long) Math.floor(median + deviations * deviation);
    }
}
