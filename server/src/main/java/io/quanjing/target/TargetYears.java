package io.quanjing.target;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricDictionary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the page of targets shows: a year of one figure, and which figures have targets. */
final class TargetYears {

    private static final int MOST_LISTED = 20_000;

    private final TargetStore store;
    private final Plans plans;
    private final DailyFigures figures;
    private final Progresses progresses;
    private final TargetRules rules;
    private final Shops shops;

    TargetYears(
            TargetStore store,
            Plans plans,
            DailyFigures figures,
            Progresses progresses,
            TargetRules rules,
            Shops shops) {
        this.store = store;
        this.plans = plans;
        this.figures = figures;
        this.progresses = progresses;
        this.rules = rules;
        this.shops = shops;
    }

    /** Something that has targets in a year, and how many are given. */
    record Listed(String shop, String metric, String dimension, String value, int given) {}

    /**
     * A year of one figure.
     *
     * @param basis {@code sum}, {@code day_sum} or {@code level}
     * @param shape {@code last_year}, {@code partly} or {@code even}; null where nothing is spread
     * @param known how many days of last year the shape knows
     * @param today the running day of the shop
     * @param periods the year, its quarters, months and days, each before its parts
     */
    record Year(
            String shop,
            String metric,
            String dimension,
            String value,
            int year,
            String basis,
            @Nullable String shape,
            int known,
            LocalDate today,
            List<PeriodView> periods) {}

    /**
     * A period of the year.
     *
     * @param period its name, {@code 2026-Q1}
     * @param given what somebody gave, or null
     * @param target given or spread; null if some of its days have none
     * @param actual what came so far; null if it has not begun or is not known
     */
    record PeriodView(
            String period,
            String kind,
            LocalDate from,
            LocalDate to,
            @Nullable Object given,
            @Nullable Object target,
            @Nullable Object actual,
            @Nullable Double attainment,
            @Nullable String by,
            @Nullable Instant at) {}

    static int year(String text) {
        return Period.parse(text)
                .filter(period -> period.kind() == Period.Kind.YEAR)
                .map(period -> period.first().getYear())
                .orElseThrow(() -> TargetRules.bad(
                        TargetError.BAD_PERIOD, "year", text, "is no year from 2000 to 2100", "Maybe 2026."));
    }

    List<Listed> list(int year, Caller caller) {
        Map<TargetKey, Integer> counts = new LinkedHashMap<>();
        store.of(shops.visibleTo(caller).stream().map(Shop::id).toList(), year, MOST_LISTED)
                .forEach(target -> counts.merge(target.key(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(one -> new Listed(
                        one.getKey().shop(),
                        one.getKey().metric(),
                        one.getKey().dimension(),
                        one.getKey().value(),
                        one.getValue()))
                .toList();
    }

    /** @throws QuanjingException if there is no such shop or metric, or the metric has no such part */
    Year year(String shopName, String metricName, String dimension, String value, int year, Caller caller) {
        Shop shop = rules.shop(shopName, caller);
        MetricDictionary.Metric metric = rules.metric(metricName);
        TargetKey key = rules.key(shop, metric, dimension, value, caller);
        LocalDate today = progresses.today(List.of(shop));
        Plan plan = plans.of(key, metric, year, today, caller);
        Map<Period, BigDecimal> actual = actual(key, plan.basis(), Partners.days(year), today, caller);
        Map<Period, Target> given = new TreeMap<>();
        plan.given().forEach(target -> given.put(target.period(), target));
        List<PeriodView> periods = new ArrayList<>();
        for (Period period : all(year)) {
            periods.add(view(period, plan, given.get(period), actual.get(period), metric));
        }
        TargetShape shape = plan.shape();
        return new Year(
                shop.id(),
                metric.id(),
                key.dimension(),
                key.value(),
                year,
                plan.basis().id(),
                shape == null ? null : shape.kind().id(),
                shape == null ? 0 : shape.known(),
                today,
                periods);
    }

    private static PeriodView view(
            Period period,
            Plan plan,
            @Nullable Target given,
            @Nullable BigDecimal actual,
            MetricDictionary.Metric metric) {
        DayRange days = period.days();
        BigDecimal target = null;
        if (plan.days().subMap(days.from(), true, days.to(), true).size() == days.days()) {
            BigDecimal sum = Progresses.sum(plan.days(), days);
            target = plan.basis() == Basis.LEVEL
                    ? sum.divide(BigDecimal.valueOf(days.days()), plan.scale(), RoundingMode.HALF_UP)
                    : sum;
        }
        return new PeriodView(
                period.toString(),
                period.kind().id(),
                days.from(),
                days.to(),
                given == null ? null : ShownProgress.figure(given.amount(), metric),
                ShownProgress.figure(target, metric),
                ShownProgress.figure(actual, metric),
                Progresses.ratio(actual, target),
                given == null ? null : given.by(),
                given == null ? null : given.at());
    }

    /** The year, and each period before its parts. */
    private static List<Period> all(int year) {
        DayRange days = Partners.days(year);
        List<Period> all = new ArrayList<>();
        for (LocalDate day = days.from(); !day.isAfter(days.to()); day = day.plusDays(1)) {
            for (Period.Kind kind : Period.Kind.values()) {
                Period period = Period.of(kind, day);
                if (period.first().equals(day)) {
                    all.add(period);
                }
            }
        }
        return all;
    }

    /** What came in each period that has begun; levels are those of the whole period, each worked out anew. */
    private Map<Period, BigDecimal> actual(TargetKey key, Basis basis, DayRange year, LocalDate today, Caller caller) {
        Map<Period, BigDecimal> actual = new TreeMap<>();
        if (year.from().isAfter(today)) {
            return actual;
        }
        List<String> ids = List.of(key.metric());
        List<String> shop = List.of(key.shop());
        DayRange begun = new DayRange(year.from(), year.to().isBefore(today) ? year.to() : today);
        NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
        figures.daily(ids, shop, key.where(), begun, caller).forEach((day, row) -> {
            BigDecimal figure = row.get(key.metric());
            if (figure != null) {
                days.put(day, figure);
            }
        });
        for (Period period : all(year.from().getYear())) {
            DayRange asked = period.days();
            if (asked.from().isAfter(begun.to())) {
                continue;
            }
            DayRange so = new DayRange(asked.from(), asked.to().isBefore(begun.to()) ? asked.to() : begun.to());
            BigDecimal figure = null;
            if (basis == Basis.LEVEL && period.kind() != Period.Kind.DAY) {
                figure = figures.total(ids, shop, key.where(), so, caller).get(key.metric());
            } else if (days.subMap(so.from(), true, so.to(), true).size() == so.days()) {
                figure = Progresses.sum(days, so);
            }
            if (figure != null) {
                actual.put(period, figure);
            }
        }
        return actual;
    }

    ShownProgress shown(String metric, Progress progress) {
        return ShownProgress.of(progress, rules.metric(metric));
    }
}
