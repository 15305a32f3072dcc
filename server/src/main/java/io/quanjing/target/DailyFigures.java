package io.quanjing.target;

import io.quanjing.access.Caller;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures behind targets, from the ordinary questions: what was, and what was a year ago. */
final class DailyFigures {

    /** The year before last may lend days: an event that was in its December. */
    private static final int BEFORE_YEAR = 63;

    private static final int MOST_KEPT = 500;

    /** Refunds of last year still come in; the shape of a year does not turn on those of a quarter of an hour. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private record Past(TargetKey key, int year) {}

    private record Kept(Map<LocalDate, BigDecimal> figures, Instant until) {}

    private final Metrics metrics;
    private final InstantSource clock;
    private final Map<Past, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    DailyFigures(Metrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The known figures of the days that the days of a year can be likened to. A day before the first with anything is unknown, and so is
     * one that is not over.
     */
    Map<LocalDate, BigDecimal> before(TargetKey key, int year, LocalDate today, Caller caller) {
        Past past = new Past(key, year);
        Instant now = clock.instant();
        synchronized (kept) {
            Kept there = kept.get(past);
            if (there != null && there.until().isAfter(now)) {
                return there.figures();
            }
        }
        Map<LocalDate, BigDecimal> figures = known(key, year, today, caller);
        synchronized (kept) {
            kept.put(past, new Kept(figures, now.plus(KEPT)));
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return figures;
    }

    private Map<LocalDate, BigDecimal> known(TargetKey key, int year, LocalDate today, Caller caller) {
        DayRange lastYear = Partners.days(year - 1);
        LocalDate from = lastYear.from().minusDays(BEFORE_YEAR);
        LocalDate to = lastYear.to().isBefore(today) ? lastYear.to() : today.minusDays(1);
        Map<LocalDate, BigDecimal> known = new HashMap<>();
        if (to.isBefore(from)) {
            return known;
        }
        NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
        daily(List.of(key.metric()), List.of(key.shop()), key.where(), new DayRange(from, to), caller)
                .forEach((day, figures) -> {
                    BigDecimal figure = figures.get(key.metric());
                    if (figure != null) {
                        days.put(day, figure);
                    }
                });
        boolean begun = false;
        for (Map.Entry<LocalDate, BigDecimal> day : days.entrySet()) {
            begun = begun || day.getValue().signum() != 0;
            if (begun) {
                known.put(day.getKey(), day.getValue());
            }
        }
        return known;
    }

    /** Figures by day and metric; one that is not known is absent. */
    NavigableMap<LocalDate, Map<String, BigDecimal>> daily(
            List<String> ids, List<String> shops, Map<String, List<String>> where, DayRange range, Caller caller) {
        NavigableMap<LocalDate, Map<String, BigDecimal>> days = new TreeMap<>();
        for (Map<String, @Nullable Object> row :
                ask(ids, shops, where, range, Grain.DAY, caller).rows()) {
            days.put(LocalDate.parse(String.valueOf(row.get("period"))), figures(ids, row));
        }
        return days;
    }

    /** Figures of the whole range by metric; one that is not known is absent. */
    Map<String, BigDecimal> total(
            List<String> ids, List<String> shops, Map<String, List<String>> where, DayRange range, Caller caller) {
        List<Map<String, @Nullable Object>> rows =
                ask(ids, shops, where, range, Grain.TOTAL, caller).rows();
        return rows.isEmpty() ? Map.of() : figures(ids, rows.getFirst());
    }

    private MetricAnswer ask(
            List<String> ids,
            List<String> shops,
            Map<String, List<String>> where,
            DayRange range,
            Grain grain,
            Caller caller) {
        return metrics.ask(new MetricQuestion(ids, range, grain, List.of(), where, shops, null, null, null), caller);
    }

    private static Map<String, BigDecimal> figures(List<String> ids, Map<String, @Nullable Object> row) {
        Map<String, BigDecimal> figures = new HashMap<>();
        for (String id : ids) {
            Object value = row.get(id);
            if (value != null) {
                figures.put(id, new BigDecimal(value.toString()));
            }
        }
        return figures;
    }
}
