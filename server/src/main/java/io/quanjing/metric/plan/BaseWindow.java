package io.quanjing.metric.plan;

import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.ShopClock;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.plan.Window.Elapsed;
import io.quanjing.metric.plan.Window.Shift;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The days that a question is compared with. */
final class BaseWindow {

    private BaseWindow() {}

    static Window of(ResolvedQuestion question, Comparison comparison) {
        Shift shift = switch (comparison) {
            case PREVIOUS -> new Shift(previous(question), 0);
            case LAST_YEAR -> new Shift(0, 1);
        };
        DayRange range = question.range();
        LocalDate from = shift.back(range.from());
        LocalDate to = shift.back(range.to());
        if (comparison == Comparison.LAST_YEAR && isWholeMonths(range)) {
            // February to February: the 29th of a leap year is not dropped.
            to = YearMonth.from(to).atEndOfMonth();
        }
        return new Window(new DayRange(from, to), shift, elapsed(question, shift));
    }

    /** Equal length directly before; for weeks, rounded up so that Mondays meet Mondays. */
    private static int previous(ResolvedQuestion question) {
        int days = question.range().days();
        return question.grain() == Grain.WEEK ? (days + 6) / 7 * 7 : days;
    }

    private static boolean isWholeMonths(DayRange range) {
        return range.from().getDayOfMonth() == 1
                && range.to().equals(YearMonth.from(range.to()).atEndOfMonth());
    }

    private static List<Elapsed> elapsed(ResolvedQuestion question, Shift shift) {
        if (!question.open()) {
            return List.of();
        }
        Map<ShopClock, List<String>> shops = new LinkedHashMap<>();
        for (Shop shop : question.shops()) {
            shops.computeIfAbsent(shop.clock(), clock -> new ArrayList<>()).add(shop.id());
        }
        List<Elapsed> elapsed = new ArrayList<>();
        shops.forEach((clock, ids) -> {
            LocalDate today = clock.day(question.now());
            LocalDate last = shift.back(today);
            // By the wall clock, so that 14:25 is compared with 14:25 across a change to summer time.
            LocalDateTime wall = LocalDateTime.ofInstant(question.now(), clock.zone());
            Duration sinceCutoff = Duration.between(today.atTime(clock.cutoff()), wall);
            Instant until = last.atTime(clock.cutoff())
                    .plus(sinceCutoff)
                    .atZone(clock.zone())
                    .toInstant();
            long full = Math.min(24, sinceCutoff.toHours());
            elapsed.add(new Elapsed(
                    ids,
                    last,
                    until,
                    LongStream.range(0, full).mapToObj(i -> hour(clock, i)).toList(),
                    full < 24 ? hour(clock, full) : null));
        });
        return elapsed;
    }

    private static long hour(ShopClock clock, long place) {
        return (clock.cutoff().getHour() + place) % 24;
    }
}
