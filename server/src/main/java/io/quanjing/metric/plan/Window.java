package io.quanjing.metric.plan;

import io.quanjing.kernel.DayRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which days are asked for, and how they line up with the days of the question.
 *
 * @param days both included
 * @param shift which day of the question each of them stands beside
 * @param elapsed where only a part of the days is to count; empty means all
 */
public record Window(DayRange days, Shift shift, List<Elapsed> elapsed) {

    /**
     * As much of the base as has passed of the question's open period, for shops with one clock.
     *
     * @param shops the shops' ids
     * @param lastDay the last day that counts
     * @param until the moment on that day up to which rows count, not included
     * @param hours the hours of that day that count as a whole, for tables that only know hours
     * @param partly the hour of that day of which only what was before {@code until} counts; null after the last
     */
    public record Elapsed(
            List<String> shops,
            LocalDate lastDay,
            Instant until,
            List<Long> hours,
            @Nullable Long partly) {}
}
