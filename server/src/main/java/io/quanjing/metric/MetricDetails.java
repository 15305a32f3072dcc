package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.dictionary.Counting;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.metric.dictionary.MetricNotes;
import io.quanjing.metric.dictionary.OwnDefinitions;
import io.quanjing.metric.dictionary.RowCondition;
import io.quanjing.metric.dictionary.TableTitles;
import io.quanjing.warehouse.TableOrigin;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is behind a metric: of what it is made, who is made of it, from which facts it comes, and when it last changed. */
public final class MetricDetails {

    private final ShopDictionaries own;
    private final ShopDefinitionStore store;
    private final Shops shops;

    MetricDetails(ShopDictionaries own, ShopDefinitionStore store, Shops shops) {
        this.own = own;
        this.store = store;
        this.shops = shops;
    }

    /**
     * What is behind a metric.
     *
     * @param group as in {@link MetricDictionary.Metric}
     * @param kind as there
     * @param expression as it was written, of ids
     * @param where the condition of a shop's own metric, or an empty text
     * @param uses the metrics in the expression
     * @param usedBy the metrics that have it in theirs
     * @param measures what is aggregated in the end, each from the table that answers without a split
     * @param tables those of the measures and all that they are made from
     * @param changed the last time that it changed
     */
    public record Detail(
            String id,
            String group,
            String kind,
            String expression,
            String where,
            List<Link> uses,
            List<Link> usedBy,
            List<MeasureDetail> measures,
            List<TableDetail> tables,
            Changed changed) {}

    /** Another metric. */
    public record Link(String id, Label title) {}

    /**
     * What is aggregated.
     *
     * @param table of which it is read
     * @param function {@code sum}, {@code count} or {@code distinct}
     * @param column of what; null for rows
     * @param dated the column of the shop day by which it counts
     * @param condition which rows count, in words of the table's columns; empty for all
     * @param counting {@code each}, or how it looks at other days or rows
     */
    public record MeasureDetail(
            String id,
            String table,
            String function,
            @Nullable String column,
            String dated,
            String condition,
            String counting) {}

    /**
     * A table.
     *
     * @param kind {@code fact} or {@code mart}
     * @param transform the file that makes it, or an empty text
     * @param from the tables that it reads
     */
    public record TableDetail(String name, Label title, String kind, String transform, List<String> from) {}

    /**
     * A change of a definition.
     *
     * @param on the day
     * @param by who, or null for the program
     * @param why the reason, or null
     */
    public record Changed(
            String on, @Nullable String by, @Nullable Label why) {}

    /**
     * What is behind a metric of these shops.
     *
     * @param named ids or names of shops; empty means all that the caller sees
     * @throws io.quanjing.kernel.QuanjingException if they have no such metric
     */
    public Detail of(String id, List<String> named, Caller caller) {
        List<Shop> scope = ShopScope.of(named, shops, caller);
        OwnDefinitions definitions = own.of(scope);
        Dictionary dictionary = definitions.dictionary();
        Metric metric = dictionary.metric(id);
        Map<String, Set<String>> uses = uses(definitions);
        List<MeasureDetail> measures = metric.definition().measures().stream()
                .map(measure -> measure(dictionary, measure))
                .toList();
        MetricNotes.Note note = MetricNotes.ofProgram().find(id).orElse(null);
        OwnDefinitions.Written written = definitions.metrics().get(id);
        return new Detail(
                id,
                MetricNotes.ofProgram().group(id),
                metric.kind().name().toLowerCase(Locale.ROOT),
                written != null ? written.expression() : note == null ? "" : note.expression(),
                written == null ? "" : written.where(),
                links(dictionary, Objects.requireNonNull(uses.getOrDefault(id, Set.of()))),
                links(
                        dictionary,
                        uses.entrySet().stream()
                                .filter(entry -> entry.getValue().contains(id)
                                        && !entry.getKey().equals(id))
                                .map(Map.Entry::getKey)
                                .toList()),
                measures,
                tables(dictionary, measures),
                note == null
                        ? changed(scope.getFirst())
                        : new Changed(
                                note.changed().on().toString(),
                                null,
                                Labels.label(note.changed().why())));
    }

    private Changed changed(Shop shop) {
        ShopDefinition latest = store.latest(shop.id());
        return new Changed(
                latest.changedAt().atZone(ZoneOffset.UTC).toLocalDate().toString(), latest.changedBy(), null);
    }

    /** The names in each expression. A metric that is a measure of its own name has no other part. */
    private static Map<String, Set<String>> uses(OwnDefinitions definitions) {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        for (Metric metric : definitions.dictionary().metrics().values()) {
            OwnDefinitions.Written written = definitions.metrics().get(metric.id());
            boolean ofMeasures = written == null && MetricNotes.ofMeasures(metric.kind());
            Set<String> names = written != null
                    ? written.uses()
                    : MetricNotes.ofProgram()
                            .find(metric.id())
                            .map(MetricNotes.Note::uses)
                            .orElse(Set.of());
            uses.put(metric.id(), ofMeasures ? Set.of() : names);
        }
        return uses;
    }

    private static List<Link> links(Dictionary dictionary, Iterable<String> ids) {
        List<Link> links = new ArrayList<>();
        for (String id : ids) {
            Metric metric = dictionary.metrics().get(id);
            if (metric != null) {
                links.add(new Link(id, Labels.label(metric.title())));
            }
        }
        return links;
    }

    private static MeasureDetail measure(Dictionary dictionary, String id) {
        Entity entity = dictionary
                .cheapest(id, List.of())
                .orElseThrow(() -> new IllegalStateException("No table has the measure " + id + "."));
        Entity.Measure measure = entity.measure(id);
        Counting.Later later = measure.counting() instanceof Counting.SinceFirst first ? first.later() : null;
        return new MeasureDetail(
                id,
                later == null ? entity.name() : later.entity(),
                later == null ? measure.function().name().toLowerCase(Locale.ROOT) : "sum",
                later == null ? measure.column() : later.sum(),
                entity.time(measure.time()).day(),
                String.join(
                        " and ",
                        measure.conditions().stream().map(MetricDetails::words).toList()),
                switch (measure.counting()) {
                    case Counting.Each each -> "each";
                    case Counting.Repeated repeated -> "repeated";
                    case Counting.EachDay eachDay -> "each_day";
                    case Counting.AtEnd atEnd -> "at_end";
                    case Counting.SinceFirst first -> "since_first";
                    case Counting.Followed followed -> "followed";
                    case Counting.FirstTime first -> "first_time";
                });
    }

    private static String words(RowCondition row) {
        return switch (row) {
            case RowCondition.Equal e -> e.column() + " = " + e.value();
            case RowCondition.Is i -> i.column() + " = " + i.value();
            case RowCondition.Above a -> a.column() + " > " + a.value();
            case RowCondition.Missing m -> m.column() + " is missing";
            case RowCondition.Present p -> p.column() + " is there";
            case RowCondition.OlderThan o -> o.column() + " older than " + o.hours() + "h";
            case RowCondition.Of of -> of.dimension().id() + " = " + of.value();
            case RowCondition.Among among -> {
                boolean one = among.values().size() == 1;
                String sign = one ? (among.kept() ? " = " : " != ") : among.kept() ? " in " : " not in ";
                yield among.dimension().id() + sign + String.join(", ", among.values());
            }
        };
    }

    /** Facts first, each before what is made of it. */
    private static List<TableDetail> tables(Dictionary dictionary, List<MeasureDetail> measures) {
        Map<String, TableOrigin> origins = TableOrigin.all();
        Set<String> seen = new LinkedHashSet<>();
        for (MeasureDetail measure : measures) {
            // What is summed since the first time is dated by another table than it is summed in.
            dictionary.cheapest(measure.id(), List.of()).ifPresent(entity -> follow(entity.name(), origins, seen));
            follow(measure.table(), origins, seen);
        }
        return seen.stream()
                .map(name -> Objects.requireNonNull(origins.get(name)))
                .sorted(Comparator.comparing(TableOrigin::kind))
                .map(origin -> new TableDetail(
                        origin.table(),
                        Labels.label(TableTitles.of(origin.table())),
                        origin.kind().name().toLowerCase(Locale.ROOT),
                        origin.transform(),
                        origin.from()))
                .toList();
    }

    private static void follow(String table, Map<String, TableOrigin> origins, Set<String> seen) {
        if (!seen.contains(table)) {
            Objects.requireNonNull(origins.get(table)).from().forEach(from -> follow(from, origins, seen));
            seen.add(table);
        }
    }
}
