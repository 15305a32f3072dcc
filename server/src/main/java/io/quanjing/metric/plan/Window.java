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
 * @param shift what to add to a day to get the day of the question that it is compared with
 * @param elapsed where only a part of the days is to count; empty means all
 */
public record Window(DayRange days, Shift shift, List<Elapsed> elapsed) {

    /** A distance in days or years. */
    public record Shift(int days, int years) {

        /** Of the question's own days. */
        public static final Shift NONE = new Shift(0, 0);

        /** The day of the question that stands beside this base day. */
        public LocalDate apply(LocalDate day) {
            return day.plusYears(years).plusDays(days);
        }

        /** The base day of a day of the question. */
        public LocalDate back(LocalDate day) {
            return day.minusYears(years).minusDays(days);
        }
    }

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
