package io.quanjing.metric.plan;

import io.quanjing.access.Shop;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricError;
import io.quanjing.metric.dictionary.Counting;
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
import org.jspecify.annotations.Nullable;

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
            checkGrain(metric, question.grain());
        }
        List<Source> scans = scans(question, needed);
        Figures current = figures(question, scans, new Window(question.range(), Shift.NONE, List.of()), true);
        if (question.comparison() == null) {
            return current;
        }
        return new Compare(current, figures(question, scans, BaseWindow.of(question, question.comparison()), false));
    }

    private static List<Dimension> needed(ResolvedQuestion question) {
        Except except = question.except();
        return Stream.of(
                        question.by().stream(),
                        question.keeps().stream().map(Keep::dimension),
                        except == null ? Stream.<Dimension>empty() : except.dimensions().stream())
                .flatMap(dimensions -> dimensions)
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

    private static void checkGrain(Metric metric, Grain grain) {
        if (grain == Grain.HOUR && metric.grain() != Grain.HOUR) {
            throw new QuanjingException(
                    MetricError.BAD_GRAIN,
                    "The metric " + metric.id() + " has no figures by " + grain.id() + "; its shortest grain is "
                            + metric.grain().id() + ". Maybe ask by "
                            + metric.grain().id() + ".",
                    Map.of("value", grain.id(), "metric", metric.id()));
        }
    }

    /** The measures that are read together: those of one table and time, and each that counts in a way of its own. */
    private record Source(Scan scan, List<Measure> measures) {}

    /** The measures of the question by what they are read from. */
    private List<Source> scans(ResolvedQuestion question, List<Dimension> needed) {
        Set<String> measures = new LinkedHashSet<>();
        for (Metric metric : question.metrics()) {
            measures.addAll(metric.definition().measures());
        }
        caveats(dictionary, measures).forEach(caveat -> measures.add(caveat.of()));
        Map<Object, Source> scans = new LinkedHashMap<>();
        for (String id : measures) {
            Entity entity = dictionary.cheapest(id, needed).orElseThrow(() -> notCombinable(id, question, needed));
            Measure measure = entity.measure(id);
            Scan scan = new Scan(entity, entity.time(measure.time()));
            scans.computeIfAbsent(
                            measure.counting() instanceof Counting.Each ? scan : measure,
                            key -> new Source(scan, new ArrayList<>()))
                    .measures()
                    .add(measure);
        }
        return List.copyOf(scans.values());
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

    private Figures figures(ResolvedQuestion question, List<Source> sources, Window window, boolean current) {
        Limit totals = question.metrics().stream()
                        .noneMatch(metric -> metric.definition().needsTotals())
                ? null
                : limit(question, List.of(), null, sources, window, false);
        // The total of a breakdown is the plan of the card above it, where both come from the same tables.
        Except except = question.except() == null || question.except().named().isEmpty() ? null : question.except();
        return new Figures(
                limit(question, question.by(), except, sources, window, current), question.metrics(), totals);
    }

    private Limit limit(
            ResolvedQuestion question,
            List<Dimension> by,
            @Nullable Except except,
            List<Source> sources,
            Window window,
            boolean current) {
        List<Key> keys = keys(question, by);
        List<String> shops = question.shops().stream().map(Shop::id).toList();
        boolean perShop = shops.size() > 1 && by.stream().noneMatch(d -> d.id().equals("shop"));
        List<Aggregate> aggregates = new ArrayList<>();
        List<Measure> measures = new ArrayList<>();
        CountedDays days = new CountedDays(question, window);
        for (Source source : sources) {
            Filter filter = new Filter(source.scan(), window, shops, question.keeps(), except);
            Counted counted = counted(source.measures().getFirst().counting(), days);
            aggregates.add(new Aggregate(filter, keys, source.measures(), perShop, counted));
            measures.addAll(source.measures());
        }
        Metric order = question.order();
        Order ordered =
                new Order(new Merge(aggregates, keys, measures), current && order != null ? order.definition() : null);
        // One row more than asked for shows whether there are more. Periods without a split are all read: those without
        // data join them.
        boolean cut = current && !by.isEmpty();
        return cut ? new Limit(ordered, question.limit() + 1, true) : new Limit(ordered, MOST_ROWS, false);
    }

    private Counted counted(Counting counting, CountedDays days) {
        return switch (counting) {
            case Counting.Each each -> Counted.EACH;
            case Counting.Repeated repeated -> new Counted.Repeated(repeated);
            case Counting.EachDay eachDay -> new Counted.EachDay(eachDay, days.over(CountedDays.needed(eachDay)));
            case Counting.AtEnd atEnd -> new Counted.AtEnd(atEnd, days.ends());
            case Counting.SinceFirst first -> {
                Counting.Later later = first.later();
                yield new Counted.SinceFirst(
                        first, days.over(first.days()), later == null ? null : scan(later.entity(), later.time()));
            }
            case Counting.Followed followed ->
                new Counted.Followed(
                        followed, scan(followed.deed().entity(), followed.deed().time()));
            case Counting.FirstTime first -> {
                Counting.Deed deed = first.deed();
                yield new Counted.FirstTime(first, deed == null ? null : scan(deed.entity(), deed.time()));
            }
        };
    }

    private Scan scan(String table, String time) {
        Entity entity = dictionary.entity(table);
        return new Scan(entity, entity.time(time));
    }

    private static List<Key> keys(ResolvedQuestion question, List<Dimension> by) {
        List<Key> keys = new ArrayList<>();
        if (question.grain() != Grain.TOTAL) {
            keys.add(new Key.OfPeriod(question.grain()));
        }
        if (question.grain() == Grain.HOUR) {
            keys.add(new Key.OfHour(cutoffHour(question)));
        }
        by.forEach(dimension -> keys.add(new OfDimension(dimension)));
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
