package io.quanjing.kernel;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Shop days from the first to the last, both included.
 *
 * @param from the first day
 * @param to the last day, not before the first
 */
public record DayRange(LocalDate from, LocalDate to) {

    /** Refuses a range that ends before it starts. */
    public DayRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("The range ends on " + to + ", before its start " + from + ".");
        }
    }

    /** The number of days, at least 1. */
    public int days() {
        return (int) ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** Whether the day lies in the range. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
