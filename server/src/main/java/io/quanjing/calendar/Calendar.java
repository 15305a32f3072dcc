package io.quanjing.calendar;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the days of shops mean. Shops are named by their ids. */
public interface Calendar {

    /** The event whose editions are lunar new years, with every other day counted from 春节. */
    String LUNAR_NEW_YEAR = "lunar-new-year";

    /** The promotions of these shops and of all shops that have a day in the range, by first day. */
    List<Promotion> promotions(DayRange days, Collection<String> shops);

    /** The holidays and make-up workdays in the range, by day. */
    List<Holiday> holidays(DayRange days);

    /** The annotations of these shops and of all shops that have a day in the range, by first day. */
    List<Annotation> annotations(DayRange days, Collection<String> shops);

    /**
     * The days of last year's edition beside these days: day n of each phase beside day n of the same phase, or, for
     * {@link #LUNAR_NEW_YEAR}, each day beside the one as far from 春节.
     *
     * @param event an event's id; null for the event with the most days in the range
     * @param shops whose windows; a shop's own stand before those of all shops
     * @throws QuanjingException {@code calendar.no_event} if no edition has days in the range or the one before is not known,
     *     {@code calendar.mixed_windows} if the shops' windows are not the same
     */
    Alignment align(@Nullable String event, DayRange days, Collection<String> shops);

    /** The calendar with the promotions as they were at a moment; what is kept nowhere is as it is. */
    default Calendar asKnownAt(Instant moment) {
        return this;
    }

    /** The days of 春节 in the range. */
    default List<LocalDate> newYears(DayRange days) {
        return LunarNewYears.within(days);
    }

    /** A calendar of these promotions alone, kept nowhere. */
    static Calendar of(List<Promotion> promotions) {
        return new FixedCalendar(promotions);
    }

    /** Puts a promotion where none of its event, edition and shop is, or only the usual one that came with the program. */
    void provide(Promotion promotion);
}
