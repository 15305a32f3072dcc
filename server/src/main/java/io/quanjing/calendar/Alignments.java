package io.quanjing.calendar;

import io.quanjing.calendar.Alignment.Piece;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines up two editions of an event. */
final class Alignments {

    /** So far around 春节 a question that names no event and touches no promotion is about it. */
    private static final int AROUND_NEW_YEAR = 30;

    private Alignments() {}

    static Alignment of(
            @Nullable String event, DayRange days, Collection<String> shops, Collection<Promotion> promotions) {
        if (Calendar.LUNAR_NEW_YEAR.equals(event)) {
            return newYear(days);
        }
        if (event != null && promotions.stream().noneMatch(one -> one.event().equals(event))) {
            throw none(
                    "The calendar has no event " + event + ". Maybe one of: "
                            + promotions.stream().map(Promotion::event).collect(Collectors.toCollection(TreeSet::new))
                            + ", " + Calendar.LUNAR_NEW_YEAR + ".",
                    event,
                    days);
        }
        Optional<Promotion> asked = asked(event, days, promotions);
        if (asked.isEmpty()) {
            if (event == null && nearNewYear(days)) {
                return newYear(days);
            }
            throw none(
                    "From " + days.from() + " to " + days.to() + " the calendar has no day of "
                            + (event == null ? "a promotion" : event)
                            + ". Maybe choose the days of a promotion, or enter its dates in the calendar.",
                    event,
                    days);
        }
        return aligned(asked.get(), days, shops, promotions);
    }

    /** The event's edition, or of all events the one, with the most days in the range. */
    private static Optional<Promotion> asked(@Nullable String event, DayRange days, Collection<Promotion> promotions) {
        return promotions.stream()
                .filter(one -> event == null || one.event().equals(event))
                .filter(one -> one.daysWithin(days) > 0)
                .min(Comparator.comparingInt((Promotion one) -> -one.daysWithin(days))
                        .thenComparing(one -> one.days().from())
                        .thenComparing(Promotion::event));
    }

    private static Alignment aligned(
            Promotion asked, DayRange days, Collection<String> shops, Collection<Promotion> promotions) {
        int before = asked.edition() - 1;
        List<Piece> pieces = null;
        int left = 0;
        for (String shop : shops.isEmpty() ? List.of(Promotion.EVERY_SHOP) : shops) {
            Promotion current = windows(asked.event(), asked.edition(), shop, days, promotions);
            Promotion base = windows(asked.event(), before, shop, days, promotions);
            List<Piece> ofShop = pieces(current, base, days);
            left = left(current, base, days);
            if (pieces != null && !pieces.equals(ofShop)) {
                throw new QuanjingException(
                        CalendarError.MIXED_WINDOWS,
                        "The shops have different windows for " + asked.event() + " in " + before + " and "
                                + asked.edition() + ", so their days do not line up. Maybe ask for one shop.",
                        Map.of("event", asked.event(), "edition", asked.edition(), "before", before));
            }
            pieces = ofShop;
        }
        if (pieces == null || pieces.isEmpty()) {
            throw none(
                    asked.event() + " " + asked.edition() + " and " + before
                            + " have no phase in common from " + days.from() + " to " + days.to()
                            + ". Maybe enter the same phases for both in the calendar.",
                    asked.event(),
                    days);
        }
        return new Alignment(asked.event(), asked.title(), asked.edition(), before, left, List.copyOf(pieces));
    }

    private static Promotion windows(
            String event, int edition, String shop, DayRange days, Collection<Promotion> promotions) {
        return promotions.stream()
                .filter(one -> one.event().equals(event)
                        && one.edition() == edition
                        && (one.shop().equals(shop) || one.shop().equals(Promotion.EVERY_SHOP)))
                .min(Comparator.comparing(one -> !one.shop().equals(shop)))
                .orElseThrow(() -> none(
                        "The calendar has no " + event + " of " + edition + " for the shop " + shop
                                + ". Maybe enter its dates.",
                        event,
                        days));
    }

    /** Day n of each phase beside day n of the same phase; what a longer phase has more has no partner. */
    private static List<Piece> pieces(Promotion current, Promotion base, DayRange days) {
        Map<Phase, DayRange> baseDays = new TreeMap<>();
        base.phases().forEach(phase -> baseDays.put(phase.phase(), phase.days()));
        List<Piece> pieces = new ArrayList<>();
        for (PhaseDays phase : current.phases()) {
            DayRange other = baseDays.get(phase.phase());
            if (other == null) {
                continue;
            }
            int common = Math.min(phase.days().days(), other.days());
            DayRange both =
                    new DayRange(phase.days().from(), phase.days().from().plusDays(common - 1L));
            Ranges.common(both, days).ifPresent(within -> {
                long back = ChronoUnit.DAYS.between(other.from(), phase.days().from());
                add(pieces, within, back);
            });
        }
        return pieces;
    }

    /** By how many days phases whose last day is asked for were longer. */
    private static int left(Promotion current, Promotion base, DayRange days) {
        int left = 0;
        for (PhaseDays phase : current.phases()) {
            for (PhaseDays other : base.phases()) {
                if (phase.phase() == other.phase() && days.contains(phase.days().to())) {
                    left += Math.max(0, other.days().days() - phase.days().days());
                }
            }
        }
        return left;
    }

    private static void add(List<Piece> pieces, DayRange days, long back) {
        Piece piece = new Piece(days, back(days, back));
        if (pieces.isEmpty()) {
            pieces.add(piece);
            return;
        }
        Piece last = pieces.getLast();
        boolean goesOn = last.days().to().plusDays(1).equals(days.from())
                && last.base().to().plusDays(1).equals(piece.base().from());
        if (goesOn) {
            pieces.set(
                    pieces.size() - 1,
                    new Piece(
                            new DayRange(last.days().from(), days.to()),
                            new DayRange(last.base().from(), piece.base().to())));
        } else if (piece.base().from().isAfter(last.base().to())) {
            // Phases in another order than last year cannot stand beside each other on one line of days.
            pieces.add(piece);
        }
    }

    private static DayRange back(DayRange days, long by) {
        return new DayRange(days.from().minusDays(by), days.to().minusDays(by));
    }

    private static Alignment newYear(DayRange days) {
        LocalDate middle = days.from().plusDays(days.days() / 2);
        LocalDate nearest = nearest(middle)
                .orElseThrow(() -> none(
                        "The lunar new years around " + middle + " are not known. Maybe ask for other days.",
                        Calendar.LUNAR_NEW_YEAR,
                        days));
        LocalDate before = LunarNewYears.of(nearest.getYear() - 1)
                .orElseThrow(() -> none(
                        "The lunar new year before " + nearest + " is not known. Maybe ask for later days.",
                        Calendar.LUNAR_NEW_YEAR,
                        days));
        long back = ChronoUnit.DAYS.between(before, nearest);
        return new Alignment(
                Calendar.LUNAR_NEW_YEAR,
                LunarNewYears.TITLE,
                nearest.getYear(),
                before.getYear(),
                0,
                List.of(new Piece(days, back(days, back))));
    }

    private static boolean nearNewYear(DayRange days) {
        return LunarNewYears.of(days.to().getYear()).stream()
                .anyMatch(day -> Ranges.common(
                                days, new DayRange(day.minusDays(AROUND_NEW_YEAR), day.plusDays(AROUND_NEW_YEAR)))
                        .isPresent());
    }

    private static Optional<LocalDate> nearest(LocalDate day) {
        return List.of(day.getYear() - 1, day.getYear(), day.getYear() + 1).stream()
                .flatMap(year -> LunarNewYears.of(year).stream())
                .min(Comparator.comparingLong(newYear -> Math.abs(ChronoUnit.DAYS.between(newYear, day))));
    }

    private static QuanjingException none(String message, @Nullable String event, DayRange days) {
        return new QuanjingException(
                CalendarError.NO_EVENT,
                message,
                Map.of(
                        "event", event == null ? "" : event,
                        "from", days.from().toString(),
                        "to", days.to().toString()));
    }
}
