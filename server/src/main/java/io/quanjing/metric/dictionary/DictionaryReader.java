package io.quanjing.metric.dictionary;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dimension.Origin;
import io.quanjing.metric.dictionary.Dimension.TimePart;
import io.quanjing.metric.dictionary.Dimension.TitleTable;
import io.quanjing.metric.dictionary.Entity.Function;
import io.quanjing.metric.dictionary.Entity.History;
import io.quanjing.metric.dictionary.Entity.Measure;
import io.quanjing.metric.dictionary.Entity.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the YAML files and refuses whatever would only fail when somebody asks. */
final class DictionaryReader {

    private static final String FOLDER = "/metric/";
    private static final List<String> METRIC_FILES =
            List.of("metric-sales.yml", "metric-traffic.yml", "metric-conversion.yml");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Map<String, Dimension> dimensions = new LinkedHashMap<>();
    private final Map<String, YamlValue> metricSources = new LinkedHashMap<>();
    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    private DictionaryReader() {}

    static Dictionary fromResources() {
        List<YamlValue> metricFiles = new ArrayList<>();
        METRIC_FILES.forEach(file -> metricFiles.add(resource(file)));
        return read(resource("entity.yml"), resource("dimension.yml"), metricFiles);
    }

    static Dictionary read(YamlValue entityFile, YamlValue dimensionFile, List<YamlValue> metricFiles) {
        DictionaryReader reader = new DictionaryReader();
        reader.readDimensions(dimensionFile);
        reader.readEntities(entityFile);
        metricFiles.forEach(file -> file.entries().forEach((id, source) -> {
            if (reader.metricSources.put(checkedId(id, source), source) != null) {
                throw source.broken("The metric " + id + " is defined a second time. Maybe rename one of them.");
            }
        }));
        reader.metricSources.keySet().forEach(id -> {
            Metric metric = reader.metric(id, new LinkedHashSet<>());
            reader.metrics.put(metric.id(), metric);
        });
        // In the order of the files, not in the order in which metrics needed each other.
        Map<String, Metric> ordered = new LinkedHashMap<>();
        reader.metricSources.keySet().forEach(id -> ordered.put(id, reader.metric(id, new LinkedHashSet<>())));
        return new Dictionary(reader.entities, reader.dimensions, ordered);
    }

    private static YamlValue resource(String file) {
        try (InputStream in = DictionaryReader.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file " + FOLDER + file + ".");
            }
            return YamlValue.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readDimensions(YamlValue file) {
        Map<String, YamlValue> sources = file.entries();
        sources.forEach((id, source) -> {
            source.entries(List.of(
                    "title", "from", "lookup", "top_of_path", "of_time", "path", "values", "open_values", "titles"));
            Optional<String> from = source.find("from").map(value -> {
                if (!sources.containsKey(value.text())) {
                    throw value.broken("There is no dimension " + value.text() + ". "
                            + Suggestion.maybe(value.text(), sources.keySet()));
                }
                return value.text();
            });
            Origin origin = origin(checkedId(id, source), source, from);
            Map<String, Title> values = new LinkedHashMap<>();
            for (String key : List.of("values", "open_values")) {
                source.find(key).ifPresent(list -> list.entries().forEach((v, t) -> values.put(v, t.title())));
            }
            dimensions.put(
                    id,
                    new Dimension(
                            id,
                            source.get("title").title(),
                            origin,
                            source.find("path").isPresent(),
                            values,
                            source.find("values").isPresent(),
                            source.find("titles")
                                    .map(DictionaryReader::titleTable)
                                    .orElse(null)));
        });
    }

    private static Origin origin(String id, YamlValue source, Optional<String> from) {
        Optional<YamlValue> time = source.find("of_time");
        if (time.isPresent()) {
            return new Dimension.OfTime(time.get().oneOf(TimePart.class));
        }
        Optional<YamlValue> lookup = source.find("lookup");
        if (lookup.isPresent()) {
            YamlValue value = lookup.get();
            value.entries(List.of("table", "key", "column", "when_true", "when_false"));
            return new Dimension.OfLookup(
                    from.orElse(id),
                    value.get("table").text(),
                    value.get("key").text(),
                    value.get("column").text(),
                    value.find("when_true").map(YamlValue::text).orElse(null),
                    value.find("when_false").map(YamlValue::text).orElse(null));
        }
        if (source.find("top_of_path").isPresent()) {
            return new Dimension.TopOfPath(from.orElse(id));
        }
        return new Dimension.OfColumn(from.orElse(id));
    }

    private static TitleTable titleTable(YamlValue source) {
        source.entries(List.of("table", "key", "zh", "en", "also"));
        return new TitleTable(
                source.get("table").text(),
                source.get("key").text(),
                source.get("zh").text(),
                source.get("en").text(),
                source.find("also")
                        .map(list -> list.list().stream().map(YamlValue::text).toList())
                        .orElse(List.of()));
    }

    private void readEntities(YamlValue file) {
        Map<String, YamlValue> sources = file.entries();
        sources.forEach((name, source) -> {
            source.entries(List.of("cost", "times", "history", "currency", "columns", "measures"));
            Map<String, Time> times = new LinkedHashMap<>();
            source.get("times").entries().forEach((time, value) -> {
                value.entries(List.of("day", "hour", "at"));
                times.put(
                        time,
                        new Time(
                                time,
                                value.get("day").text(),
                                value.get("hour").text(),
                                value.find("at").map(YamlValue::text).orElse(null)));
            });
            Map<String, String> columns = new LinkedHashMap<>();
            source.get("columns").entries().forEach((dimension, column) -> {
                if (!dimensions.containsKey(dimension)) {
                    throw column.broken("There is no dimension " + dimension + ". "
                            + Suggestion.maybe(dimension, dimensions.keySet()));
                }
                columns.put(dimension, column.text());
            });
            Map<String, Measure> measures = new LinkedHashMap<>();
            source.get("measures")
                    .entries()
                    .forEach((id, value) -> measures.put(id, measure(checkedId(id, value), value, times.keySet())));
            YamlValue cost = source.get("cost");
            if (!cost.text().matches("\\d{1,3}")) {
                throw cost.broken("The cost " + cost.text() + " is no number from 0 to 999. Maybe 1.");
            }
            entities.put(
                    name,
                    new Entity(
                            name,
                            Integer.parseInt(cost.text()),
                            times,
                            new History(
                                    source.get("history").get("entity").text(),
                                    source.get("history").get("time").text()),
                            source.find("currency").map(YamlValue::text).orElse(null),
                            columns,
                            measures));
        });
        sources.forEach((name, source) -> {
            YamlValue history = source.get("history");
            Entity whose = entities.get(history.get("entity").text());
            if (whose == null) {
                YamlValue entity = history.get("entity");
                throw entity.broken("There is no entity " + entity.text() + ". "
                        + Suggestion.maybe(entity.text(), entities.keySet()));
            }
            known(history.get("time"), "time", whose.times().keySet());
        });
    }

    private static Measure measure(String id, YamlValue source, Set<String> times) {
        source.entries(List.of("time", "sum", "count", "distinct", "as", "where"));
        known(source.get("time"), "time", times);
        Function function = null;
        String column = null;
        for (Function each : Function.values()) {
            Optional<YamlValue> value = source.find(each.name().toLowerCase(java.util.Locale.ROOT));
            if (value.isPresent()) {
                if (function != null) {
                    throw source.broken(
                            "The measure " + id + " aggregates twice. Maybe keep one of sum, count, distinct.");
                }
                function = each;
                column = each == Function.COUNT ? null : value.get().text();
            }
        }
        if (function == null) {
            throw source.broken("The measure " + id + " aggregates nothing. Maybe add 'sum: COLUMN' or 'count: rows'.");
        }
        boolean decimal = source.find("as")
                .map(as -> known(as, "type", List.of("decimal", "integer")).equals("decimal"))
                .orElse(false);
        return new Measure(
                id,
                source.get("time").text(),
                function,
                column,
                decimal,
                source.find("where").map(RowCondition::parse).orElse(List.of()));
    }

    private Metric metric(String id, Set<String> path) {
        Metric done = metrics.get(id);
        if (done != null) {
            return done;
        }
        YamlValue source = java.util.Objects.requireNonNull(metricSources.get(id));
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
                "unknown_when",
                "not_by",
                "title",
                "text",
                "formula",
                "unit",
                "direction",
                "additivity",
                "refund_basis",
                "grain",
                "owner"));
        Metric.Kind kind = source.get("kind").oneOf(Metric.Kind.class);
        Formula formula = switch (kind) {
            case SIMPLE -> new Formula.Reference(measureId(source.get("measure")));
            case RATIO ->
                new Formula.Operation(
                        '/', expression(source.get("numerator"), path), expression(source.get("denominator"), path));
            case DERIVED -> expression(source.get("expression"), path);
        };
        Metric.Unknown unknown = source.find("unknown_when")
                .map(value -> new Metric.Unknown(
                        measureId(value.get("measure")),
                        measureId(value.get("of")),
                        value.get("note").text()))
                .orElse(null);
        if (unknown != null) {
            formula = new Formula.Known(formula, unknown.measure());
        }
        Set<String> splittable = splittable(source, formula);
        path.remove(id);
        Metric metric = new Metric(
                id,
                kind,
                formula,
                unknown,
                source.get("title").title(),
                source.get("text").title(),
                source.get("formula").title(),
                source.get("unit").oneOf(Metric.Unit.class),
                source.get("direction").oneOf(Metric.Direction.class),
                source.get("additivity").oneOf(Metric.Additivity.class),
                source.get("refund_basis").oneOf(Metric.RefundBasis.class),
                source.get("grain").oneOf(Grain.class),
                source.get("owner").text(),
                splittable);
        metrics.put(id, metric);
        return metric;
    }

    private Formula expression(YamlValue source, Set<String> path) {
        return Formula.parse(source).replace(reference -> {
            if (!metricSources.containsKey(reference.id())) {
                throw source.broken("There is no metric " + reference.id() + ". "
                        + Suggestion.maybe(reference.id(), metricSources.keySet()));
            }
            return metric(reference.id(), path).definition();
        });
    }

    private Set<String> splittable(YamlValue source, Formula formula) {
        Set<String> not = source.find("not_by")
                .map(list -> list.list().stream()
                        .map(value -> known(value, "dimension", dimensions.keySet()))
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        Dictionary soFar = new Dictionary(entities, dimensions, Map.of());
        Set<String> ids = new LinkedHashSet<>();
        dimensions.values().stream()
                .filter(d -> !not.contains(d.id()))
                .filter(d -> formula.measures().stream()
                        .allMatch(m -> soFar.cheapest(m, List.of(d)).isPresent()))
                .forEach(d -> ids.add(d.id()));
        return ids;
    }

    private String measureId(YamlValue value) {
        return known(
                value,
                "measure",
                entities.values().stream()
                        .flatMap(e -> e.measures().keySet().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static String known(YamlValue value, String what, java.util.Collection<String> names) {
        if (!names.contains(value.text())) {
            throw value.broken(
                    "There is no " + what + " " + value.text() + ". " + Suggestion.maybe(value.text(), names));
        }
        return value.text();
    }

    private static String checkedId(String id, YamlValue source) {
        if (!ID.matcher(id).matches()) {
            throw source.broken("The id " + id + " is not of small letters, digits and '_'. Maybe "
                    + id.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + ".");
        }
        return id;
    }
}
