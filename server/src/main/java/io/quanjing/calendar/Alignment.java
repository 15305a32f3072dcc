package io.quanjing.calendar;

import io.quanjing.kernel.DayRange;
import java.util.List;

/**
 * Which days of an edition of an event stand beside which days of the edition before.
 *
 * @param event its id
 * @param title what people call it
 * @param edition the year of the days asked about
 * @param before the year of the days beside them
 * @param left days of the edition before that stand beside no day, because the phase is shorter now
 * @param pieces in time, both their days and the days beside them rising; a day in none has no partner
 */
public record Alignment(String event, Title title, int edition, int before, int left, List<Piece> pieces) {

    /**
     * Days that follow each other on both sides.
     *
     * @param days of this edition
     * @param base as many days of the edition before
     */
    public record Piece(DayRange days, DayRange base) {

        /** Refuses sides of different lengths. */
        public Piece {
            if (days.days() != base.days()) {
                throw new IllegalArgumentException("The days " + days + " and " + base + " are not equally many.");
            }
        }
    }
}
