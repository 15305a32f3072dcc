package io.quanjing.benchmark;

import io.quanjing.access.Caller;
import io.quanjing.benchmark.Benchmark.Quartiles;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricDictionary.Metric;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the shop's figures stand beside the industry's. */
final class Positions {

    private static final int MOST_READ = 20_000;
    private static final Set<String> CATEGORIES =
            Set.of("category", "category_1", "category_2", "category_3", "category_4");

    private final BenchmarkStore store;
    private final Metrics metrics;
    private final BenchmarkSettings settings;

    Positions(BenchmarkStore store, Metrics metrics, BenchmarkSettings settings) {
        this.store = store;
        this.metrics = metrics;
        this.settings = settings;
    }

    /**
     * The positions of some metrics.
     *
     * @param version of the data, so that a page knows when to ask again
     */
    record Standing(List<Position> positions, long version) {}

    /**
     * A figure beside the industry's.
     *
     * @param basis {@code value}, or {@code previous} or {@code last-year} where changes are compared
     * @param category that the benchmark is about; empty for the whole industry
     * @param days its period
     * @param value of the industry: in the unit of the metric, or as a share where it is a change
     * @param own the shop's, in the same unit; null if it is unknown
     * @param gap how far the own figure lies from it: as a share of one (0.01 is one point) where {@code points}, else as a share of the industry's; null if one is not known or zero
     * @param points whether the gap is one of points
     * @param position {@code above}, {@code below} or {@code equal}, or null
     * @param quarter 1 (lowest) to 4 where quartiles are known, or null
     * @param stale whether its period ended too long before the end of the days asked for
     */
    record Position(
            String metric,
            String basis,
            String category,
            DayRange days,
            String source,
            BigDecimal value,
            @Nullable BigDecimal own,
            @Nullable Double gap,
            boolean points,
            @Nullable String position,
            @Nullable Integer quarter,
            boolean stale,
            @Nullable String currency) {}

    /** Empty for figures of anything else than categories: the industry is not known by channel or region. */
    Standing of(MetricQuestion question, Caller caller) {
        Map<String, Metric> known = known();
        List<Metric> asked = question.metrics().stream()
                .flatMap(id -> Optional.ofNullable(known.get(id)).stream())
                .toList();
        Optional<Scope> scope = scope(question.where());
        if (asked.isEmpty() || scope.isEmpty()) {
            return new Standing(List.of(), 0);
        }
        List<Benchmark> there = store.of(
                asked.stream().map(Metric::id).toList(), question.range().to(), MOST_READ);
        Map<Basis, List<Benchmark>> chosen = new LinkedHashMap<>();
        for (Metric metric : asked) {
            for (Basis basis : Basis.values()) {
                List<Benchmark> own = there.stream()
                        .filter(one -> one.metric().equals(metric.id()) && one.basis() == basis)
                        .toList();
                Fit.choose(own, question.range(), scope.get().category(), metric)
                        .ifPresent(one -> chosen.computeIfAbsent(basis, b -> new ArrayList<>())
                                .add(one));
            }
        }
        List<Position> positions = new ArrayList<>();
        long version = Long.MAX_VALUE;
        for (Map.Entry<Basis, List<Benchmark>> each : chosen.entrySet()) {
            Basis basis = each.getKey();
            MetricAnswer answer = metrics.ask(asked(question, basis, each.getValue(), known), caller);
            version = Math.min(version, answer.version());
            Map<String, @Nullable Object> row = answer.rows().getFirst();
            for (Benchmark one : each.getValue()) {
                positions.add(position(
                        one,
                        Objects.requireNonNull(known.get(one.metric())),
                        row,
                        question.range(),
                        answer.currency()));
            }
        }
        positions.sort(
                Comparator.comparingInt((Position one) -> question.metrics().indexOf(one.metric())));
        return new Standing(List.copyOf(positions), chosen.isEmpty() ? 0 : version);
    }

    private Map<String, Metric> known() {
        MetricDictionary dictionary = metrics.dictionary();
        return dictionary.metrics().stream().collect(Collectors.toMap(Metric::id, metric -> metric));
    }

    /**
     * What the figures are about.
     *
     * @param category a path, or null for everything
     */
    private record Scope(@Nullable String category) {}

    private static Optional<Scope> scope(Map<String, List<String>> where) {
        String longest = null;
        for (Map.Entry<String, List<String>> condition : where.entrySet()) {
            if (!CATEGORIES.contains(condition.getKey()) || condition.getValue().size() != 1) {
                return Optional.empty();
            }
            String path = condition.getValue().getFirst();
            longest = longest == null || path.length() > longest.length() ? path : longest;
        }
        return Optional.of(new Scope(longest));
    }

    private static MetricQuestion asked(
            MetricQuestion question, Basis basis, List<Benchmark> of, Map<String, Metric> known) {
        return new MetricQuestion(
                of.stream()
                        .map(Benchmark::metric)
                        .filter(id -> Objects.requireNonNull(known.get(id))
                                .dimensions()
                                .containsAll(question.where().keySet()))
                        .distinct()
                        .toList(),
                question.range(),
                Grain.TOTAL,
                List.of(),
                question.where(),
                question.shops(),
                basis.comparison(),
                null,
                null);
    }

    private Position position(
            Benchmark one,
            Metric metric,
            Map<String, @Nullable Object> row,
            DayRange range,
            @Nullable String currency) {
        BigDecimal own =
                one.basis() == Basis.VALUE ? number(row.get(metric.id())) : number(row.get(metric.id() + "_change"));
        boolean points = one.basis() != Basis.VALUE || metric.unit().equals("rate");
        Quartiles quartiles = one.quartiles();
        LocalDate freshUntil = one.days().to().plusDays(settings.staleAfter().toDays());
        return new Position(
                metric.id(),
                one.basis().id(),
                one.category(),
                one.days(),
                one.source(),
                one.value(),
                own,
                own == null ? null : gap(own, one.value(), points),
                points,
                own == null ? null : word(own.compareTo(one.value())),
                own == null || quartiles == null ? null : (Integer) quartiles.of(own),
                freshUntil.isBefore(range.to()),
                currency);
    }

    private static @Nullable Double gap(BigDecimal own, BigDecimal of, boolean points) {
        BigDecimal difference = own.subtract(of);
        return points
                ? (Double) difference.doubleValue()
                : of.signum() == 0
                        ? null
                        : (Double) difference
                                .divide(of.abs(), MathContext.DECIMAL64)
                                .doubleValue();
    }

    private static String word(int sign) {
        return sign > 0 ? "above" : sign < 0 ? "below" : "equal";
    }

    /** A change may be a word. */
    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value == null || "new".equals(value) || "not enough history".equals(value)) {
            return null;
        }
        return new BigDecimal(value.toString());
    }
}
