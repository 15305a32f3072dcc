package io.quanjing.metric.dictionary;

import io.quanjing.kernel.Grain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the metrics, each after those that it is computed from. */
final class MetricReader {

    private final Map<String, Entity> entities;
    private final Map<String, Dimension> dimensions;
    private final Map<String, YamlValue> sources;
    private final Map<String, Metric> done = new HashMap<>();

    /**
     * Takes what metrics refer to.
     *
     * @param sources the metrics as the files have them, by id
     */
    MetricReader(Map<String, Entity> entities, Map<String, Dimension> dimensions, Map<String, YamlValue> sources) {
        this.entities = entities;
        this.dimensions = dimensions;
        this.sources = sources;
    }

    /** All metrics in the order of the files, not in the order in which they needed each other. */
    Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        sources.keySet().forEach(id -> metrics.put(id, metric(id, new LinkedHashSet<>())));
        sources.forEach((id, source) -> source.find("products")
                .ifPresent(list -> Products.check(list, Objects.requireNonNull(metrics.get(id)), metrics)));
        return metrics;
    }

    private Metric metric(String id, Set<String> path) {
        Metric known = done.get(id);
        if (known != null) {
            return known;
        }
        YamlValue source = Objects.requireNonNull(sources.get(id));
        if (!path.add(id)) {
            throw source.broken("The metric " + id + " needs itself: " + String.join(" → ", path) + " → " + id
                    + ". Maybe one of them is to be a measure.");
        }
        source.entries(List.of(
                "kind",
                "measure",
                "numerator",
                "denominator",
                "expression",
                "part",
                "of",
                "unknown_when",
                "note_when",
                "not_by",
                "products",
                "title",
                "text",
                "formula",
                "unit",
                "direction",
                "additivity",
                "refund_basis",
                "grain",
                "owner",
                "group",
                "changed"));
        Metric.Kind kind = source.get("kind").oneOf(Metric.Kind.class);
        Formula formula = switch (kind) {
            case SIMPLE -> new Formula.Reference(measureId(source.get("measure")));
            case RATIO ->
                new Formula.Operation(
                        '/', expression(source.get("numerator"), path), expression(source.get("denominator"), path));
            case DERIVED -> expression(source.get("expression"), path);
            case SHARE -> {
                String measure = measureId(source.get("measure"));
                yield new Formula.Operation('/', new Formula.Reference(measure), new Formula.OfTotal(measure));
            }
            case CONVERSION, RETENTION, CUMULATIVE ->
                new Formula.Operation('/', ofMeasures(source.get("part")), ofMeasures(source.get("of")));
        };
        List<Metric.Caveat> caveats = new ArrayList<>();
        Optional<Metric.Caveat> unknown = source.find("unknown_when").map(this::caveat);
        if (unknown.isPresent()) {
            caveats.add(unknown.get());
            formula = new Formula.Known(formula, unknown.get().measure());
        }
        Optional<Metric.Caveat> noted = source.find("note_when").map(this::caveat);
        if (noted.isPresent()) {
            caveats.add(noted.get());
            formula = new Formula.Noted(formula, noted.get().measure());
        }
        checkGrain(source, formula);
        Set<String> splittable = splittable(source, formula);
        path.remove(id);
        Metric metric = new Metric(
                id,
                kind,
                formula,
                List.copyOf(caveats),
                source.get("title").title(),
                source.get("text").title(),
                source.get("formula").title(),
                source.get("unit").oneOf(Metric.Unit.class),
                source.get("direction").oneOf(Metric.Direction.class),
                source.get("additivity").oneOf(Metric.Additivity.class),
                source.get("refund_basis").oneOf(Metric.RefundBasis.class),
                source.get("grain").oneOf(Grain.class),
                source.get("owner").text(),
                splittable,
                ways(source, kind));
        done.put(id, metric);
        return metric;
    }

    private Metric.Ways ways(YamlValue source, Metric.Kind kind) {
        List<String> products = source.find("products").map(YamlValue::list).orElse(List.of()).stream()
                .map(YamlValue::text)
                .toList();
        List<String> sides = kind == Metric.Kind.RATIO
                ? List.of(
                        source.get("numerator").text(),
                        source.get("denominator").text())
                : List.of();
        return new Metric.Ways(
                products,
                kind == Metric.Kind.DERIVED ? Products.terms(Formula.parse(source.get("expression"))) : List.of(),
                sources.keySet().containsAll(sides) ? sides : List.of());
    }

    private Metric.Caveat caveat(YamlValue value) {
        value.entries(List.of("measure", "of", "note"));
        return new Metric.Caveat(
                measureId(value.get("measure")),
                measureId(value.get("of")),
                value.get("note").text());
    }

    private Formula expression(YamlValue source, Set<String> path) {
        return Formula.parse(source).replace(reference -> {
            if (!sources.containsKey(reference.id())) {
                throw source.broken("There is no metric " + reference.id() + ". "
                        + Suggestion.maybe(reference.id(), sources.keySet()));
            }
            return metric(reference.id(), path).definition();
        });
    }

    /** An expression whose names are those of measures. */
    private Formula ofMeasures(YamlValue source) {
        Set<String> known = measureIds();
        return Formula.parse(source).replace(reference -> {
            if (!known.contains(reference.id())) {
                throw source.broken(
                        "There is no measure " + reference.id() + ". " + Suggestion.maybe(reference.id(), known));
            }
            return reference;
        });
    }

    /** Refuses a figure by hours of which a part is only known by days. */
    private void checkGrain(YamlValue source, Formula formula) {
        YamlValue grain = source.get("grain");
        if (grain.oneOf(Grain.class) != Grain.HOUR) {
            return;
        }
        for (String measure : formula.measures()) {
            boolean byHour = entities.values().stream()
                    .filter(entity -> entity.measures().containsKey(measure))
                    .anyMatch(entity -> {
                        Entity.Measure found = entity.measure(measure);
                        return entity.time(found.time()).hour() != null
                                && (found.counting() instanceof Counting.Each
                                        || found.counting() instanceof Counting.Repeated
                                        || found.counting() instanceof Counting.Followed);
                    });
            if (!byHour) {
                throw grain.broken("The measure " + measure + " is not known by hour. Maybe 'grain: day'.");
            }
        }
    }

    private Set<String> splittable(YamlValue source, Formula formula) {
        Set<String> not = source.find("not_by")
                .map(list -> list.list().stream()
                        .map(value -> DictionaryReader.known(value, "dimension", dimensions.keySet()))
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        Dictionary soFar = new Dictionary(entities, dimensions, Map.of());
        Set<String> ids = new LinkedHashSet<>();
        dimensions.values().stream()
                .filter(d -> !not.contains(d.id()))
                .filter(d -> !(d.origin() instanceof Dimension.OfTime time) || hasPart(source, formula, time.part()))
                .filter(d -> formula.measures().stream()
                        .allMatch(m -> soFar.cheapest(m, List.of(d)).isPresent()))
                .forEach(d -> ids.add(d.id()));
        return ids;
    }

    /** What stands at the end of a period has no time of its own, and what is known by days has no hour. */
    private boolean hasPart(YamlValue source, Formula formula, Dimension.TimePart part) {
        return switch (part) {
            case HOUR -> source.get("grain").oneOf(Grain.class) == Grain.HOUR;
            case WEEKDAY ->
                formula.measures().stream()
                        .flatMap(id -> entities.values().stream()
                                .filter(entity -> entity.measures().containsKey(id))
                                .map(entity -> entity.measure(id)))
                        .noneMatch(measure -> measure.counting() instanceof Counting.AtEnd);
        };
    }

    private String measureId(YamlValue value) {
        return DictionaryReader.known(value, "measure", measureIds());
    }

    private Set<String> measureIds() {
        return entities.values().stream()
                .flatMap(e -> e.measures().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
