package io.quanjing.metric.plan;

import io.quanjing.access.Shop;
import io.quanjing.calendar.Alignment;
import io.quanjing.calendar.Alignment.Piece;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.ShopClock;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.plan.Shift.ByDays;
import io.quanjing.metric.plan.Shift.ByMonths;
import io.quanjing.metric.plan.Shift.ByPieces;
import io.quanjing.metric.plan.Window.Elapsed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The days that a question is compared with. */
final class BaseWindow {

    /** Fifty-two weeks: of all whole weeks the nearest to a year. */
    private static final int YEAR_OF_WEEKS = 364;

    private BaseWindow() {}

    static Window of(ResolvedQuestion question, Comparison comparison) {
        Shift shift = shift(question, comparison);
        DayRange days = days(question.range(), shift);
        return new Window(days, shift, elapsed(question, days, shift));
    }

    private static Shift shift(ResolvedQuestion question, Comparison comparison) {
        DayRange range = question.range();
        return switch (comparison) {
            case PREVIOUS -> previous(question);
            case PREVIOUS_WEEKDAY -> new ByDays(wholeWeeks(range));
            case LAST_MONTH -> new ByMonths(1);
            case LAST_YEAR -> new ByMonths(12);
            case LAST_YEAR_WEEKDAY -> new ByDays(YEAR_OF_WEEKS);
            case EVENT -> new ByPieces(alignment(question).pieces());
            case CUSTOM -> custom(range, Objects.requireNonNull(question.against()));
        };
    }

    private static Alignment alignment(ResolvedQuestion question) {
        return Objects.requireNonNull(question.alignment());
    }

    /**
     * Whole months stand beside as many whole months before them, so that April has all of March beside it; other days beside as many days
     * directly before; in weeks, rounded up so that Mondays meet Mondays.
     */
    private static Shift previous(ResolvedQuestion question) {
        DayRange range = question.range();
        if (question.grain() == Grain.WEEK) {
            return new ByDays(wholeWeeks(range));
        }
        return isWholeMonths(range) ? new ByMonths(months(range)) : new ByDays(range.days());
    }

    private static int wholeWeeks(DayRange range) {
        return (range.days() + 6) / 7 * 7;
    }

    /** Day n beside day n; of a longer base, or a longer period, the rest stands alone. */
    private static Shift custom(DayRange range, DayRange against) {
        if (isWholeMonths(range) && isWholeMonths(against) && months(range) == months(against)) {
            return new ByMonths((int) ChronoUnit.MONTHS.between(against.from(), range.from()));
        }
        if (range.days() == against.days()) {
            return new ByDays((int) ChronoUnit.DAYS.between(against.from(), range.from()));
        }
        long more = Math.min(range.days(), against.days()) - 1L;
        return new ByPieces(List.of(new Piece(
                new DayRange(range.from(), range.from().plusDays(more)),
                new DayRange(against.from(), against.from().plusDays(more)))));
    }

    private static DayRange days(DayRange range, Shift shift) {
        return switch (shift) {
            case ByDays by -> new DayRange(by.back(range.from()), by.back(range.to()));
            case ByMonths by -> {
                LocalDate to = by.back(range.to());
                // Whole months beside whole months: neither 31 March nor 29 February is dropped.
                yield new DayRange(
                        by.back(range.from()),
                        isWholeMonths(range) ? YearMonth.from(to).atEndOfMonth() : to);
            }
            case ByPieces by ->
                new DayRange(
                        by.pieces().getFirst().base().from(),
                        by.pieces().getLast().base().to());
        };
    }

    private static boolean isWholeMonths(DayRange range) {
        return range.from().getDayOfMonth() == 1
                && range.to().equals(YearMonth.from(range.to()).atEndOfMonth());
    }

    private static int months(DayRange range) {
        return (int) ChronoUnit.MONTHS.between(range.from(), range.to().plusDays(1));
    }

    private static List<Elapsed> elapsed(ResolvedQuestion question, DayRange base, Shift shift) {
        if (!question.open()) {
            return List.of();
        }
        Map<ShopClock, List<String>> shops = new LinkedHashMap<>();
        for (Shop shop : question.shops()) {
            shops.computeIfAbsent(shop.clock(), clock -> new ArrayList<>()).add(shop.id());
        }
        List<Elapsed> elapsed = new ArrayList<>();
        shops.forEach((clock, ids) -> elapsed.add(elapsed(question.now(), clock, ids, base, shift)));
        return elapsed;
    }

    private static Elapsed elapsed(Instant now, ShopClock clock, List<String> ids, DayRange base, Shift shift) {
        LocalDate today = clock.day(now);
        @Nullable LocalDate partnered = shift.lastUpTo(today);
        if (partnered == null) {
            LocalDate before = base.from().minusDays(1);
            return new Elapsed(ids, before, clock.start(before), List.of(), null);
        }
        LocalDate last = Objects.requireNonNull(shift.back(partnered));
        if (partnered.isBefore(today)) {
            return new Elapsed(ids, last, clock.start(last.plusDays(1)), hours(clock, 24), null);
        }
        // By the wall clock, so that 14:25 is compared with 14:25 across a change to summer time.
        LocalDateTime wall = LocalDateTime.ofInstant(now, clock.zone());
        Duration sinceCutoff = Duration.between(today.atTime(clock.cutoff()), wall);
        Instant until = last.atTime(clock.cutoff())
                .plus(sinceCutoff)
                .atZone(clock.zone())
                .toInstant();
        long full = Math.min(24, sinceCutoff.toHours());
        return new Elapsed(ids, last, until, hours(clock, full), full < 24 ? hour(clock, full) : null);
    }

    private static List<Long> hours(ShopClock clock, long count) {
        return LongStream.range(0, count).mapToObj(i -> hour(clock, i)).toList();
    }

    private static long hour(ShopClock clock, long place) {
        return (clock.cutoff().getHour() + place) % 24;
    }
}
