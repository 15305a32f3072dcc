package io.quanjing.metric.plan;

import io.quanjing.access.Shop;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricError;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.plan.Key.OfDimension;
import io.quanjing.metric.plan.PlanNode.Aggregate;
import io.quanjing.metric.plan.PlanNode.Compare;
import io.quanjing.metric.plan.PlanNode.Figures;
import io.quanjing.metric.plan.PlanNode.Filter;
import io.quanjing.metric.plan.PlanNode.Limit;
import io.quanjing.metric.plan.PlanNode.Merge;
import io.quanjing.metric.plan.PlanNode.Order;
import io.quanjing.metric.plan.PlanNode.Scan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Turns a question into a plan: chooses the tables, lines up the periods. */
public final class Planner {

    /** A base is not cut to the rows shown, because its order is another; one of more rows is refused. */
    private static final int MOST_ROWS = 100_000;

    private final Dictionary dictionary;

    /** Plans with the entities of this dictionary. */
    public Planner(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /**
     * The plan of a question: {@link Figures}, or {@link Compare} if it has a comparison.
     *
     * @throws QuanjingException if a metric has no such dimension, or not all of them together
     */
    public PlanNode plan(ResolvedQuestion question) {
        List<Dimension> needed = needed(question);
        for (Metric metric : question.metrics()) {
            needed.forEach(dimension -> checkSplittable(metric, dimension));
        }
        Map<Scan, List<Measure>> scans = scans(question, needed);
        Figures current = figures(question, scans, new Window(question.range(), Window.Shift.NONE, List.of()), true);
        if (question.comparison() == null) {
            return current;
        }
        return new Compare(current, figures(question, scans, BaseWindow.of(question, question.comparison()), false));
    }

    private static List<Dimension> needed(ResolvedQuestion question) {
        return Stream.concat(question.by().stream(), question.keeps().stream().map(Keep::dimension))
                .distinct()
                .toList();
    }

    private void checkSplittable(Metric metric, Dimension dimension) {
        if (!metric.dimensions().contains(dimension.id())) {
            List<String> can = dictionary.metrics().values().stream()
                    .filter(m -> m.dimensions().contains(dimension.id()))
                    .map(Metric::id)
                    .toList();
            throw new QuanjingException(
                    MetricError.NOT_SPLITTABLE,
                    "The metric " + metric.id() + " cannot be split or filtered by " + dimension.id()
                            + "; it has the dimensions " + String.join(", ", metric.dimensions()) + ". "
                            + (can.isEmpty()
                                    ? "Maybe ask without " + dimension.id() + "."
                                    : "Maybe one of the metrics that have it: " + String.join(", ", can) + "."),
                    Map.of("metric", metric.id(), "dimension", dimension.id(), "dimensions", metric.dimensions()));
        }
    }

    /** The measures of the question by the table and time that they are read from. */
    private Map<Scan, List<Measure>> scans(ResolvedQuestion question, List<Dimension> needed) {
        Set<String> measures = new LinkedHashSet<>();
        for (Metric metric : question.metrics()) {
            measures.addAll(metric.definition().measures());
        }
        caveats(dictionary, measures).forEach(caveat -> measures.add(caveat.of()));
        Map<Scan, List<Measure>> scans = new LinkedHashMap<>();
        for (String id : measures) {
            Entity entity = dictionary.cheapest(id, needed).orElseThrow(() -> notCombinable(id, question, needed));
            Measure measure = entity.measure(id);
            scans.computeIfAbsent(new Scan(entity, entity.time(measure.time())), scan -> new ArrayList<>())
                    .add(measure);
        }
        return scans;
    }

    /** When figures made of these measures are not known, or there is something to say about them. */
    public static List<Metric.Caveat> caveats(Dictionary dictionary, Set<String> measures) {
        return dictionary.metrics().values().stream()
                .flatMap(metric -> metric.caveats().stream())
                .filter(caveat -> measures.contains(caveat.measure()))
                .distinct()
                .toList();
    }

    private static QuanjingException notCombinable(String measure, ResolvedQuestion question, List<Dimension> needed) {
        List<String> metrics = question.metrics().stream()
                .filter(metric -> metric.definition().measures().contains(measure))
                .map(Metric::id)
                .toList();
        List<String> dimensions = needed.stream().map(Dimension::id).toList();
        return new QuanjingException(
                MetricError.NOT_COMBINABLE,
                "No table has " + String.join(", ", metrics) + " by all of " + String.join(", ", dimensions)
                        + " together. Maybe ask for one of them at a time.",
                Map.of("metric", String.join(",", metrics), "dimensions", dimensions));
    }

    private static Figures figures(
            ResolvedQuestion question, Map<Scan, List<Measure>> scans, Window window, boolean current) {
        List<Key> keys = keys(question);
        List<String> shops = question.shops().stream().map(Shop::id).toList();
        boolean perShop = shops.size() > 1 && question.by().stream().noneMatch(d -> d.id().equals("shop"));
        List<Aggregate> aggregates = new ArrayList<>();
        List<Measure> measures = new ArrayList<>();
        scans.forEach((scan, ofScan) -> {
            aggregates.add(new Aggregate(new Filter(scan, window, shops, question.keeps()), keys, ofScan, perShop));
            measures.addAll(ofScan);
        });
        Metric order = question.order();
        Order ordered =
                new Order(new Merge(aggregates, keys, measures), current && order != null ? order.definition() : null);
        // One row more than asked for shows whether there are more. Periods without a split are all read: those without
        // data join them.
        boolean cut = current && !question.by().isEmpty();
        return new Figures(
                cut ? new Limit(ordered, question.limit() + 1, true) : new Limit(ordered, MOST_ROWS, false),
                question.metrics());
    }

    private static List<Key> keys(ResolvedQuestion question) {
        List<Key> keys = new ArrayList<>();
        if (question.grain() != Grain.TOTAL) {
            keys.add(new Key.OfPeriod(question.grain()));
        }
        if (question.grain() == Grain.HOUR) {
            keys.add(new Key.OfHour(cutoffHour(question)));
        }
        question.by().forEach(dimension -> keys.add(new OfDimension(dimension)));
        return keys;
    }

    private static int cutoffHour(ResolvedQuestion question) {
        List<Integer> hours = question.shops().stream()
                .map(shop -> shop.clock().cutoff().getHour())
                .distinct()
                .toList();
        if (hours.size() > 1) {
            throw new QuanjingException(
                    MetricError.MIXED_CUTOFFS,
                    "The days of these shops start at different hours (" + hours
                            + "), so their hours do not line up. Maybe ask for one shop.",
                    Map.of("hours", hours));
        }
        return hours.isEmpty() ? 0 : hours.getFirst();
    }
}
