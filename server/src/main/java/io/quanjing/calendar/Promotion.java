package io.quanjing.calendar;

import io.quanjing.kernel.DayRange;
import java.util.List;

/**
 * One edition of a promotion event, for one shop or for all.
 *
 * @param event what comes again each year: {@code 618}, {@code double11}
 * @param edition the year that it is counted by
 * @param title what people call the event
 * @param shop the id of the shop whose windows these are, or {@link #EVERY_SHOP}; a shop's own windows stand before those of all
 * @param phases in time, at least one, none twice, without common days
 */
public record Promotion(String event, int edition, Title title, String shop, List<PhaseDays> phases) {

    /** In the place of a shop's id. */
    public static final String EVERY_SHOP = "*";

    /**
     * When a phase is.
     *
     * @param phase which
     * @param days shop days
     */
    public record PhaseDays(Phase phase, DayRange days) {}

    /** From the first day of the first phase to the last of the last. */
    public DayRange days() {
        return new DayRange(
                phases.getFirst().days().from(), phases.getLast().days().to());
    }

    /** How many days of the range lie in the promotion's phases. */
    int daysWithin(DayRange range) {
        return phases.stream()
                .flatMap(phase -> Ranges.common(phase.days(), range).stream())
                .mapToInt(DayRange::days)
                .sum();
    }
}
