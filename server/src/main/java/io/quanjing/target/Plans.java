package io.quanjing.target;

import io.quanjing.access.Caller;
import io.quanjing.calendar.Calendar;
import io.quanjing.metric.MetricDictionary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Spreads what is kept by the shape of last year. Nothing of it is kept itself, so that targets follow the calendar when it changes. */
final class Plans {

    /** One look at a page asks for the same days of a shop for each of its figures. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    private record ShopYear(String shop, int year) {}

    private record Kept(Map<LocalDate, LocalDate> partners, Instant until) {}

    private final TargetStore store;
    private final Calendar calendar;
    private final DailyFigures figures;
    private final InstantSource clock;
    private final Map<ShopYear, Kept> kept = new ConcurrentHashMap<>();

    Plans(TargetStore store, Calendar calendar, DailyFigures figures, InstantSource clock) {
        this.store = store;
        this.calendar = calendar;
        this.figures = figures;
        this.clock = clock;
    }

    private Map<LocalDate, LocalDate> partners(String shop, int year) {
        Instant now = clock.instant();
        ShopYear key = new ShopYear(shop, year);
        Kept there = kept.get(key);
        if (there != null && there.until().isAfter(now)) {
            return there.partners();
        }
        kept.values().removeIf(one -> !one.until().isAfter(now));
        Map<LocalDate, LocalDate> partners = Map.copyOf(Partners.of(year, shop, calendar));
        kept.put(key, new Kept(partners, now.plus(KEPT)));
        return partners;
    }

    Plan of(TargetKey key, MetricDictionary.Metric metric, int year, LocalDate today, Caller caller) {
        List<Target> given = store.of(key, year);
        Map<Period, BigDecimal> amounts = amounts(given);
        Basis basis = Basis.of(metric);
        int scale = Basis.scale(metric);
        if (basis == Basis.LEVEL || given.isEmpty()) {
            return new Plan(basis, scale, given, TargetSpread.level(amounts), null);
        }
        TargetShape shape = TargetShape.of(partners(key.shop(), year), figures.before(key, year, today, caller));
        return new Plan(basis, scale, given, TargetSpread.sum(amounts, scale, shape::weight), shape);
    }

    /** Refuses parts that contradict their whole. */
    static void check(Map<Period, BigDecimal> given, MetricDictionary.Metric metric) {
        if (Basis.of(metric) != Basis.LEVEL) {
            var _ = TargetSpread.sum(given, Basis.scale(metric), day -> BigDecimal.ONE);
        }
    }

    static Map<Period, BigDecimal> amounts(List<Target> given) {
        return given.stream()
                .collect(Collectors.toMap(Target::period, Target::amount, (one, other) -> other, TreeMap::new));
    }
}
