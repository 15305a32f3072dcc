package io.quanjing.target;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.Metrics;
import io.quanjing.target.Progress.Why;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets what came beside what was to come. */
final class Progresses {

    private final Plans plans;
    private final DailyFigures figures;
    private final Metrics metrics;
    private final InstantSource clock;

    Progresses(Plans plans, DailyFigures figures, Metrics metrics, InstantSource clock) {
        this.plans = plans;
        this.figures = figures;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What is asked.
     *
     * @param metrics ids of the dictionary
     * @param where values by dimension; targets are for one value of one dimension at most
     * @param shops whose targets add up, at least one
     */
    record Question(List<String> metrics, DayRange range, Map<String, List<String>> where, List<Shop> shops) {}

    /** The target of each day, of all shops together. */
    private record Wanted(
            MetricDictionary.Metric metric,
            Basis basis,
            int scale,
            NavigableMap<LocalDate, BigDecimal> days,
            TargetShape.@Nullable Kind shape) {}

    /** The first of the running days of the shops: what is before it is over in all of them. */
    LocalDate today(List<Shop> shops) {
        Instant now = clock.instant();
        return shops.stream()
                .map(shop -> shop.clock().day(now))
                .min(LocalDate::compareTo)
                .orElseThrow();
    }

    /** By metric, in the order of the question. Names that are no metric are refused by the first question for figures. */
    Map<String, Progress> of(Question question, Caller caller) {
        LocalDate today = today(question.shops());
        Map<String, MetricDictionary.Metric> known = metrics.dictionary().metrics().stream()
                .collect(Collectors.toMap(MetricDictionary.Metric::id, Function.identity()));
        Map<String, Progress> all = new LinkedHashMap<>();
        List<Wanted> wanted = new ArrayList<>();
        for (String id : question.metrics()) {
            MetricDictionary.Metric metric = known.get(id);
            Object found = metric == null ? Why.NO_TARGET : wanted(metric, question, today, caller);
            if (found instanceof Wanted one) {
                wanted.add(one);
            }
            all.put(id, Progress.none(question.range().days(), found instanceof Why why ? why : Why.NO_TARGET));
        }
        if (!wanted.isEmpty()) {
            progress(wanted, question, today, caller).forEach(all::put);
        }
        return all;
    }

    /** A {@link Wanted}, or {@link Why} there is none. */
    private Object wanted(MetricDictionary.Metric metric, Question question, LocalDate today, Caller caller) {
        Map<String, List<String>> where = question.where();
        if (where.size() > 1 || where.values().stream().anyMatch(values -> values.size() != 1)) {
            return Why.SEVERAL_CONDITIONS;
        }
        String dimension = where.isEmpty() ? "" : where.keySet().iterator().next();
        String value = where.isEmpty() ? "" : where.values().iterator().next().getFirst();
        LocalDate scatterFrom = today.minusDays(Landing.SCATTER_DAYS);
        LocalDate from =
                question.range().from().isBefore(scatterFrom) ? question.range().from() : scatterFrom;
        List<Wanted> shops = new ArrayList<>();
        int none = 0;
        for (Shop shop : question.shops()) {
            TargetKey key = new TargetKey(shop.id(), metric.id(), dimension, value);
            NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
            TargetShape.Kind shape = null;
            for (int year = from.getYear(); year <= question.range().to().getYear(); year++) {
                Plan plan = plans.of(key, metric, year, today, caller);
                days.putAll(plan.days());
                TargetShape spread = plan.shape();
                shape = spread == null ? shape : spread.kind();
            }
            long covered = days.subMap(
                            question.range().from(), true, question.range().to(), true)
                    .size();
            if (covered == 0) {
                none++;
            } else if (covered < question.range().days()) {
                return Why.NOT_EVERY_DAY;
            } else {
                shops.add(new Wanted(metric, Basis.of(metric), Basis.scale(metric), days, shape));
            }
        }
        if (shops.isEmpty()) {
            return Why.NO_TARGET;
        }
        if (none > 0) {
            return Why.NOT_EVERY_SHOP;
        }
        return shops.size() == 1
                ? shops.getFirst()
                : shops.getFirst().basis() == Basis.LEVEL ? Why.SEVERAL_SHOPS : together(shops);
    }

    /** Days that all shops have a target for. */
    private static Wanted together(List<Wanted> shops) {
        Wanted first = shops.getFirst();
        NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>(first.days());
        for (Wanted shop : shops.subList(1, shops.size())) {
            days.keySet().retainAll(shop.days().keySet());
            days.replaceAll((day, sum) -> sum.add(shop.days().getOrDefault(day, BigDecimal.ZERO)));
        }
        TargetShape.Kind shape = shops.stream()
                .map(Wanted::shape)
                .filter(one -> one != null)
                .max(TargetShape.Kind::compareTo)
                .orElse(null);
        return new Wanted(first.metric(), first.basis(), first.scale(), days, shape);
    }

    private Map<String, Progress> progress(List<Wanted> wanted, Question question, LocalDate today, Caller caller) {
        DayRange range = question.range();
        List<String> ids = wanted.stream().map(one -> one.metric().id()).toList();
        List<String> shops = question.shops().stream().map(Shop::id).toList();
        LocalDate until = range.to().isBefore(today) ? range.to() : today;
        NavigableMap<LocalDate, Map<String, BigDecimal>> daily = new TreeMap<>();
        Map<String, BigDecimal> total = Map.of();
        if (!range.from().isAfter(today)) {
            LocalDate scatterFrom = today.minusDays(Landing.SCATTER_DAYS);
            LocalDate from = range.from().isBefore(scatterFrom) ? range.from() : scatterFrom;
            daily = figures.daily(ids, shops, question.where(), new DayRange(from, today), caller);
            if (wanted.stream().anyMatch(one -> one.basis() == Basis.LEVEL)) {
                total = figures.total(ids, shops, question.where(), new DayRange(range.from(), until), caller);
            }
        }
        Map<String, Progress> all = new LinkedHashMap<>();
        for (Wanted one : wanted) {
            String id = one.metric().id();
            NavigableMap<LocalDate, BigDecimal> actual = new TreeMap<>();
            daily.forEach((day, row) -> {
                BigDecimal figure = row.get(id);
                if (figure != null) {
                    actual.put(day, figure);
                }
            });
            all.put(
                    id,
                    one.basis() == Basis.LEVEL
                            ? level(one, total.get(id), range, today)
                            : sum(one, actual, range, today));
        }
        return all;
    }

    private static Progress level(Wanted wanted, @Nullable BigDecimal actual, DayRange range, LocalDate today) {
        BigDecimal target = sum(wanted.days(), range)
                .divide(BigDecimal.valueOf(range.days()), wanted.scale(), RoundingMode.HALF_UP);
        Double attainment = ratio(actual, target);
        return new Progress(
                target,
                actual,
                attainment,
                null,
                null,
                Landing.none(Landing.Why.LEVEL),
                wanted.basis(),
                wanted.shape(),
                over(range, today),
                range.days(),
                actual != null ? null : range.from().isAfter(today) ? Why.NOT_BEGUN : Why.UNKNOWN_FIGURE);
    }

    private static Progress sum(
            Wanted wanted, NavigableMap<LocalDate, BigDecimal> actual, DayRange range, LocalDate today) {
        BigDecimal target = sum(wanted.days(), range);
        int over = over(range, today);
        DayRange complete =
                over == 0 ? null : new DayRange(range.from(), range.from().plusDays(over - 1L));
        BigDecimal expected = complete == null ? null : sum(wanted.days(), complete);
        Why why = range.from().isAfter(today) ? Why.NOT_BEGUN : null;
        LocalDate until = range.to().isBefore(today) ? range.to() : today;
        if (why == null
                && !actual.keySet()
                        .containsAll(range.from().datesUntil(until.plusDays(1)).toList())) {
            why = Why.UNKNOWN_FIGURE;
        }
        if (why != null) {
            return new Progress(
                    target, null, null, expected, null, null, wanted.basis(), wanted.shape(), over, range.days(), why);
        }
        BigDecimal sofar = sum(actual, new DayRange(range.from(), until));
        return new Progress(
                target,
                sofar,
                ratio(sofar, target),
                expected,
                complete == null || expected == null ? null : ratio(sum(actual, complete), expected),
                landing(wanted.days(), actual, range, today),
                wanted.basis(),
                wanted.shape(),
                over,
                range.days(),
                null);
    }

    private static Landing landing(
            NavigableMap<LocalDate, BigDecimal> target,
            NavigableMap<LocalDate, BigDecimal> actual,
            DayRange range,
            LocalDate today) {
        if (range.to().isBefore(today)) {
            return Landing.none(Landing.Why.ENDED);
        }
        List<Double> left = target.subMap(later(range.from(), today), true, range.to(), true).values().stream()
                .map(BigDecimal::doubleValue)
                .toList();
        return Landing.of(
                pairs(target, actual, range.from(), today),
                left,
                pairs(target, actual, today.minusDays(Landing.SCATTER_DAYS), today));
    }

    /** The days before a day that have both. */
    private static List<Landing.Day> pairs(
            NavigableMap<LocalDate, BigDecimal> target,
            NavigableMap<LocalDate, BigDecimal> actual,
            LocalDate from,
            LocalDate before) {
        List<Landing.Day> days = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(before); day = day.plusDays(1)) {
            BigDecimal wanted = target.get(day);
            BigDecimal came = actual.get(day);
            if (wanted != null && came != null) {
                days.add(new Landing.Day(wanted.doubleValue(), came.doubleValue()));
            }
        }
        return days;
    }

    private static int over(DayRange range, LocalDate today) {
        if (!range.from().isBefore(today)) {
            return 0;
        }
        return new DayRange(range.from(), earlier(range.to(), today.minusDays(1))).days();
    }

    static BigDecimal sum(NavigableMap<LocalDate, BigDecimal> days, DayRange range) {
        return days.subMap(range.from(), true, range.to(), true).values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static @Nullable Double ratio(@Nullable BigDecimal actual, @Nullable BigDecimal target) {
        return actual == null || target == null || target.signum() == 0
                ? null
                : actual.divide(target, MathContext.DECIMAL64).doubleValue();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
