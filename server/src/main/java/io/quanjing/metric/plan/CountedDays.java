package io.quanjing.metric.plan;

import io.quanjing.access.Shop;
import io.quanjing.kernel.ShopClock;
import io.quanjing.metric.dictionary.Counting;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which days of a question are over, and where its periods end, by the clock of each shop. */
final class CountedDays {

    private final ResolvedQuestion question;
    private final Window window;
    private final Map<ShopClock, List<String>> shops = new LinkedHashMap<>();

    CountedDays(ResolvedQuestion question, Window window) {
        this.question = question;
        this.window = window;
        for (Shop shop : question.shops()) {
            shops.computeIfAbsent(shop.clock(), clock -> new ArrayList<>()).add(shop.id());
        }
    }

    /** After how many days a day is complete: those who may come back at any time later have had one chance. */
    static int needed(Counting.EachDay eachDay) {
        Integer to = eachDay.after().to();
        return to != null
                ? to
                : java.util.Objects.requireNonNull(eachDay.after().from());
    }

    /** The last days of the question after which so many days are over. A base counts the days whose partners count. */
    List<Counted.LastDay> over(int days) {
        List<Counted.LastDay> last = new ArrayList<>();
        shops.forEach((clock, ids) ->
                last.add(new Counted.LastDay(ids, clock.day(question.now()).minusDays(days + 1L))));
        return last;
    }

    /** The ends of the periods, as far as they have come. */
    List<Counted.End> ends() {
        List<Counted.End> ends = new ArrayList<>();
        shops.forEach((clock, ids) -> {
            LocalDate today = clock.day(question.now());
            LocalDate start = periodStart(question.range().from());
            while (!start.isAfter(question.range().to()) && !start.isAfter(today)) {
                LocalDate next = next(start);
                LocalDate end = min(min(next.minusDays(1), question.range().to()), today);
                LocalDate day = back(end);
                if (day != null) {
                    ends.add(new Counted.End(ids, start, day));
                }
                start = next;
            }
        });
        return ends;
    }

    /** The end of a month stands beside that of another one, however long they are; a day without a partner has none. */
    private @Nullable LocalDate back(LocalDate end) {
        LocalDate day = window.shift().back(end);
        boolean monthsEnd = end.equals(YearMonth.from(end).atEndOfMonth());
        return day != null && monthsEnd && window.shift() instanceof Shift.ByMonths
                ? YearMonth.from(day).atEndOfMonth()
                : day;
    }

    private LocalDate periodStart(LocalDate day) {
        return switch (question.grain()) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case HOUR, DAY, TOTAL -> day;
        };
    }

    private LocalDate next(LocalDate start) {
        return switch (question.grain()) {
            case TOTAL -> question.range().to().plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case HOUR, DAY -> start.plusDays(1);
        };
    }

    private static LocalDate min(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
