package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.metric.plan.Counted;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.Shift;
import io.quanjing.metric.plan.Window;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One period of a question, as an answer by the question's grain names it.
 *
 * @param name what the answer calls it
 * @param start its first day, also where the question begins later
 * @param days those of it that are the question's
 * @param hour of the day; null if it is no hour
 */
record AskedPeriod(
        String name,
        LocalDate start,
        DayRange days,
        @Nullable Long hour) {

    /** Reads the name of a period of the question. */
    static AskedPeriod of(String name, MetricQuestion question, List<Shop> shops) {
        try {
            return switch (question.grain()) {
                case TOTAL -> throw new IllegalArgumentException("A question without a grain has no periods.");
                case DAY -> of(name, question.range(), LocalDate.parse(name), LocalDate.parse(name), null);
                case WEEK ->
                    of(
                            name,
                            question.range(),
                            LocalDate.parse(name),
                            LocalDate.parse(name).plusDays(6),
                            null);
                case MONTH -> {
                    YearMonth month = YearMonth.parse(name);
                    yield of(name, question.range(), month.atDay(1), month.atEndOfMonth(), null);
                }
                case HOUR -> {
                    LocalDateTime hour = LocalDateTime.parse(name);
                    int cutoff = shops.isEmpty()
                            ? 0
                            : shops.getFirst().clock().cutoff().getHour();
                    LocalDate day = hour.minusHours(cutoff).toLocalDate();
                    yield of(name, question.range(), day, day, (long) hour.getHour());
                }
            };
        } catch (DateTimeException e) {
            throw RowsQuestionParser.refused(
                    "period",
                    name,
                    "The period " + name + " is no " + question.grain().id()
                            + ". Maybe take it from an answer by the same grain.");
        }
    }

    private static AskedPeriod of(String name, DayRange range, LocalDate from, LocalDate to, @Nullable Long hour) {
        LocalDate first = from.isBefore(range.from()) ? range.from() : from;
        LocalDate last = to.isAfter(range.to()) ? range.to() : to;
        if (last.isBefore(first)) {
            throw RowsQuestionParser.refused(
                    "period",
                    name,
                    "The period " + name + " is not within " + range.from() + " to " + range.to()
                            + ". Maybe take it from an answer to the same question.");
        }
        return new AskedPeriod(name, from, new DayRange(first, last), hour);
    }

    /** Of what the whole question is compared with, by the question's grain, that which stands beside this period. */
    Aggregate base(Aggregate whole) {
        Window window = whole.input().window();
        Window narrow = new Window(beside(window), window.shift(), window.elapsed());
        Counted counted = whole.counted() instanceof Counted.AtEnd atEnd
                ? new Counted.AtEnd(
                        atEnd.how(),
                        atEnd.ends().stream()
                                .filter(end -> end.period().equals(start))
                                .toList())
                : whole.counted();
        return new Aggregate(whole.input().within(narrow), List.of(), whole.measures(), whole.perShop(), counted);
    }

    /** A date that its base month does not have stands beside the last one there, as in the answer. */
    private DayRange beside(Window window) {
        Shift shift = window.shift();
        List<LocalDate> beside = window.days()
                .from()
                .datesUntil(window.days().to().plusDays(1))
                .filter(day -> {
                    LocalDate own = shift.apply(day);
                    return own != null && days.contains(own);
                })
                .toList();
        if (!beside.isEmpty()) {
            return new DayRange(beside.getFirst(), beside.getLast());
        }
        LocalDate last = days.days() == 1 ? shift.back(days.from()) : null;
        if (last == null) {
            throw RowsQuestionParser.refused(
                    "period",
                    name,
                    "No day stands beside the period " + name + ". Maybe ask for a period that has a base.");
        }
        return new DayRange(last, last);
    }
}
