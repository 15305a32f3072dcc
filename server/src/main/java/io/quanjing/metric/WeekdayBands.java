package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.ShopClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges the running day by the same weekday of the weeks before. It asks the ordinary question: each day's figures of the full hours that
 * have passed today; so a figure is judged by the definition that the page shows.
 */
final class WeekdayBands implements RunningDay {

    static final int WEEKS = 8;
    static final int FEWEST = 4;

    /** Where all of these are zero nothing has come in today: files that come at night say nothing of the morning. */
    private static final List<String> SIGNS = List.of("order_amount", "page_views");

    private final Metrics metrics;
    private final Shops shops;
    private final LongSupplier version;
    private final InstantSource clock;

    /** @param version of the warehouse */
    WeekdayBands(Metrics metrics, Shops shops, LongSupplier version, InstantSource clock) {
        this.metrics = metrics;
        this.shops = shops;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public Report judge(List<String> ids, List<String> named, Caller caller) {
        List<Shop> scope = ShopScope.of(named, shops, caller);
        long known = version.getAsLong();
        Map<String, MetricDictionary.Metric> defined = metrics.dictionary().metrics().stream()
                .collect(Collectors.toMap(MetricDictionary.Metric::id, metric -> metric));
        refuseUnknown(ids.stream().filter(id -> !defined.containsKey(id)).toList(), scope, caller);
        List<ShopClock> clocks = scope.stream().map(Shop::clock).distinct().toList();
        if (clocks.size() != 1 || clocks.getFirst().cutoff().getMinute() != 0) {
            return all(ids, null, null, State.NOT_COMPARABLE, known);
        }
        ShopClock shopClock = clocks.getFirst();
        LocalTime cutoff = shopClock.cutoff();
        LocalDateTime now = shopClock.local(clock.instant());
        LocalDate today = shopClock.day(now);
        int passed =
                (int) Math.min(24, Duration.between(today.atTime(cutoff), now).toHours());
        if (passed <= 0) {
            return all(ids, today, null, State.NOT_YET, known);
        }
        LocalTime until = cutoff.plusHours(passed);
        List<String> judged = ids.stream()
                .filter(id -> defined.containsKey(id)
                        && Objects.requireNonNull(defined.get(id)).dimensions().contains("hour"))
                .toList();
        Days days = judged.isEmpty() ? new Days(List.of()) : days(judged, scope, today, hours(cutoff, passed), caller);
        boolean silent = SIGNS.stream().allMatch(sign -> days.isNothing(today, sign));
        Map<String, Judged> figures = new LinkedHashMap<>();
        for (String id : ids) {
            MetricDictionary.Metric metric = defined.get(id);
            figures.put(
                    id,
                    metric == null || !judged.contains(id)
                            ? nothing(State.NOT_COMPARABLE, 0)
                            : silent ? nothing(State.NOT_YET, 0) : judge(metric, days, today));
        }
        return new Report(today, until, figures, known);
    }

    /** A name that the program does not define may be a shop's own; asked for, it tells, or says what was probably meant. */
    private void refuseUnknown(List<String> undefined, List<Shop> scope, Caller caller) {
        if (!undefined.isEmpty()) {
            LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            MetricAnswer ignored = metrics.ask(
                    new MetricQuestion(
                            undefined,
                            new DayRange(day, day),
                            Grain.DAY,
                            List.of(),
                            Map.of(),
                            scope.stream().map(Shop::id).toList(),
                            null,
                            null,
                            null),
                    caller);
        }
    }

    private static Judged judge(MetricDictionary.Metric metric, Days days, LocalDate today) {
        Object value = days.value(today, metric.id());
        if (value == null) {
            return nothing(State.NOT_COMPARABLE, 0);
        }
        LocalDate oldest = today.minusWeeks(WEEKS);
        LocalDate since = days.since(metric.id(), today);
        List<Double> before = IntStream.rangeClosed(1, WEEKS)
                .mapToObj(today::minusWeeks)
                // Of its first day a shop may know only the evening.
                .filter(day -> since.equals(oldest) || day.isAfter(since))
                .map(day -> days.value(day, metric.id()))
                .filter(Objects::nonNull)
                .map(known -> number(known).doubleValue())
                .toList();
        if (before.size() < FEWEST) {
            return nothing(State.NOT_ENOUGH_HISTORY, before.size());
        }
        Band band = Band.of(before, metric.unit());
        State state = band.holds(number(value).doubleValue()) ? State.NORMAL : State.ABNORMAL;
        return new Judged(state, value, band.low(), band.high(), before.size());
    }

    private Days days(List<String> judged, List<Shop> scope, LocalDate today, List<String> hours, Caller caller) {
        return new Days(metrics.ask(
                        new MetricQuestion(
                                Stream.concat(judged.stream(), SIGNS.stream())
                                        .distinct()
                                        .toList(),
                                new DayRange(today.minusWeeks(WEEKS), today),
                                Grain.DAY,
                                List.of(),
                                Map.of("hour", hours),
                                scope.stream().map(Shop::id).toList(),
                                null,
                                null,
                                null),
                        caller)
                .rows());
    }

    /** The figures of each day in the hours that have passed today. */
    private record Days(List<Map<String, @Nullable Object>> rows) {

        @Nullable Object value(LocalDate day, String metric) {
            return rows.stream()
                    .filter(row -> day.toString().equals(row.get("period")))
                    .findFirst()
                    .map(row -> row.get(metric))
                    .orElse(null);
        }

        boolean isNothing(LocalDate day, String metric) {
            Object value = value(day, metric);
            return value == null || number(value).signum() == 0;
        }

        /** The first of the days with anything: before it there may have been no shop. */
        LocalDate since(String metric, LocalDate today) {
            return rows.stream()
                    .map(row -> LocalDate.parse(String.valueOf(row.get("period"))))
                    .filter(day -> !isNothing(day, metric))
                    .min(LocalDate::compareTo)
                    .orElse(today);
        }
    }

    /** The hours of the wall clock that have passed in full. */
    private static List<String> hours(LocalTime cutoff, int passed) {
        return IntStream.range(0, passed)
                .mapToObj(hour -> String.valueOf((cutoff.getHour() + hour) % 24))
                .toList();
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    private static Judged nothing(State state, int days) {
        return new Judged(state, null, null, null, days);
    }

    private static Report all(
            List<String> asked, @Nullable LocalDate day, @Nullable LocalTime until, State state, long version) {
        Map<String, Judged> figures = new LinkedHashMap<>();
        asked.forEach(id -> figures.put(id, nothing(state, 0)));
        return new Report(day, until, figures, version);
    }
}
