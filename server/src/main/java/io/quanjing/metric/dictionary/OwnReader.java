package io.quanjing.metric.dictionary;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Metric.Unit;
import io.quanjing.metric.dictionary.OwnDefinitions.Written;
import io.quanjing.metric.dictionary.OwnExpression.Part;
import io.quanjing.metric.dictionary.Problem.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a shop's own metrics and dimensions on top of the program's; collects what is wrong instead of stopping at it. */
final class OwnReader {

    static final int MOST_METRICS = 50;
    static final int MOST_DIMENSIONS = 20;
    private static final int MOST_GROUPS = 50;
    private static final int MOST_GROUPED = 500;
    private static final String OWNER = "shop";
    private static final String REST = "other";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{1,39}");

    private final Dictionary program;
    private final Predicate<String> wanted;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> unsure = new ArrayList<>();
    private final Map<String, Dimension> dimensions;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final Map<String, Entity> entities;
    private final Map<String, Metric> own = new LinkedHashMap<>();
    private final Map<String, Written> written = new LinkedHashMap<>();
    private Map<String, OwnYaml> sources = Map.of();

    OwnReader(Dictionary program, Predicate<String> wanted) {
        this.program = program;
        this.wanted = wanted;
        this.dimensions = new LinkedHashMap<>(program.dimensions());
        this.entities = new LinkedHashMap<>(program.entities());
    }

    static Map<String, String> sources(String text) {
        Map<String, String> sources = new TreeMap<>();
        try {
            Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
            if (root instanceof Map<?, ?> sections) {
                sections.values().forEach(section -> {
                    if (section instanceof Map<?, ?> entries) {
                        entries.forEach((id, value) -> sources.put(String.valueOf(id), String.valueOf(value)));
                    }
                });
            }
        } catch (YamlEngineException broken) {
            return Map.of();
        }
        return sources;
    }

    OwnDefinitions read(String text) {
        if (text.length() > OwnDefinitions.LONGEST_TEXT) {
            problems.add(new Problem(
                    1,
                    1,
                    2,
                    Rule.TOO_LONG,
                    String.valueOf(OwnDefinitions.LONGEST_TEXT),
                    String.valueOf(text.length()),
                    List.of()));
            return new OwnDefinitions(program, Map.of(), List.of(), problems, List.of());
        }
        collected(() -> OwnYaml.parse(text).ifPresent(this::readAll));
        if (own.isEmpty() && dimensions.size() == program.dimensions().size()) {
            return new OwnDefinitions(program, Map.of(), List.of(), List.copyOf(problems), List.of());
        }
        Map<String, Metric> all = new LinkedHashMap<>(metrics);
        all.putAll(own);
        return new OwnDefinitions(
                new Dictionary(entities, dimensions, all),
                Map.copyOf(written),
                dimensions.keySet().stream()
                        .filter(id -> !program.dimensions().containsKey(id))
                        .toList(),
                List.copyOf(problems),
                unsure.stream().distinct().toList());
    }

    private void readAll(OwnYaml root) {
        Map<String, OwnYaml> sections = root.entries();
        sections.forEach((name, value) -> {
            if (!name.equals("metrics") && !name.equals("dimensions")) {
                problems.add(value.atKey(Rule.UNKNOWN_KEY, name, Problem.near(name, List.of("metrics", "dimensions")))
                        .problem());
            }
        });
        OwnYaml dimensionPart = sections.get("dimensions");
        if (dimensionPart != null) {
            collected(() -> section(dimensionPart, "dimensions", MOST_DIMENSIONS)
                    .forEach((id, source) -> collected(() -> readDimension(id, source))));
        }
        program.metrics().forEach((id, metric) -> metrics.put(id, withOwnDimensions(metric)));
        OwnYaml metricPart = sections.get("metrics");
        if (metricPart != null) {
            collected(() -> {
                sources = section(metricPart, "metrics", MOST_METRICS);
                sources.keySet().forEach(id -> collected(() -> metric(id, new LinkedHashSet<>())));
            });
        }
    }

    private Map<String, OwnYaml> section(OwnYaml part, String what, int most) {
        Map<String, OwnYaml> entries = part.as(what).entries();
        if (entries.size() > most) {
            throw part.as(what).atKey(Rule.TOO_MANY, String.valueOf(entries.size()), List.of(String.valueOf(most)));
        }
        Map<String, OwnYaml> sources = new LinkedHashMap<>();
        entries.forEach((id, source) -> {
            if (wanted.test(id)) {
                sources.put(id, source.as(id));
            }
        });
        return sources;
    }

    private void collected(Runnable reading) {
        try {
            reading.run();
        } catch (OwnYaml.Broken broken) {
            // What several metrics need is wrong once.
            if (!problems.contains(broken.problem())) {
                problems.add(broken.problem());
            }
        }
    }

    private void checkId(String id, OwnYaml source) {
        if (!ID.matcher(id).matches() || id.contains("__")) {
            throw source.atKey(Rule.BAD_ID, id, List.of());
        }
        if (program.metrics().containsKey(id)
                || program.dimensions().containsKey(id)
                || id.equals("period")
                || id.equals("own")
                || measures().contains(id)
                || (dimensions.containsKey(id) && sources.containsKey(id))) {
            throw source.atKey(Rule.TAKEN, id, List.of("shop_" + id));
        }
    }

    private Set<String> measures() {
        Set<String> ids = new LinkedHashSet<>();
        program.entities()
                .values()
                .forEach(entity -> ids.addAll(entity.measures().keySet()));
        return ids;
    }

    // Dimensions

    private void readDimension(String id, OwnYaml source) {
        checkId(id, source);
        source.entries(List.of("title", "from", "groups", "rest"));
        OwnYaml from = source.get("from");
        Dimension of = program.dimensions().get(from.text());
        if (of == null) {
            throw from.broken(
                    Rule.UNKNOWN_DIMENSION,
                    from.text(),
                    Problem.near(from.text(), program.dimensions().keySet()));
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        Map<String, Title> titles = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        OwnYaml groupPart = source.get("groups");
        Map<String, OwnYaml> given = groupPart.entries();
        if (given.isEmpty() || given.size() > MOST_GROUPS) {
            throw groupPart.as("groups").atKey(Rule.TOO_MANY, String.valueOf(given.size()), List.of());
        }
        given.forEach((group, value) -> {
            if (group.length() > 40 || group.equals(REST)) {
                throw value.atKey(Rule.TAKEN, group, List.of());
            }
            OwnYaml list = value;
            Title title = new Title(group, group);
            if (value.isMapping()) {
                value.entries(List.of("title", "values"));
                list = value.get("values");
                title = value.find("title").map(OwnYaml::title).orElse(title);
            }
            groups.put(group, grouped(list, of, seen));
            titles.put(group, title);
        });
        titles.put(REST, source.find("rest").map(OwnYaml::title).orElse(new Title("其他", "Other")));
        dimensions.put(
                id,
                new Dimension(
                        id,
                        source.get("title").title(),
                        new Dimension.Grouped(of, groups, REST),
                        false,
                        titles,
                        true,
                        null,
                        of.looksBack()));
    }

    private List<String> grouped(OwnYaml list, Dimension of, Set<String> seen) {
        List<String> values = new ArrayList<>();
        for (OwnYaml each : list.list()) {
            String text = each.text();
            for (String value : OwnCondition.values(each.as(of.id()), of, text, 0, text.length(), unsure::add)) {
                if (!seen.add(value)) {
                    throw each.broken(Rule.TWICE, value, List.of());
                }
                values.add(value);
            }
        }
        if (values.isEmpty() || seen.size() > MOST_GROUPED) {
            throw list.as("values").broken(Rule.TOO_MANY, String.valueOf(seen.size()), List.of());
        }
        return List.copyOf(values);
    }

    private Metric withOwnDimensions(Metric metric) {
        Set<String> ids = new LinkedHashSet<>(metric.dimensions());
        dimensions.values().forEach(dimension -> {
            if (metric.dimensions().contains(dimension.known().id())) {
                ids.add(dimension.id());
            }
        });
        return new Metric(
                metric.id(),
                metric.kind(),
                metric.definition(),
                metric.caveats(),
                metric.title(),
                metric.text(),
                metric.formula(),
                metric.unit(),
                metric.direction(),
                metric.additivity(),
                metric.refundBasis(),
                metric.grain(),
                metric.owner(),
                ids,
                metric.ways());
    }

    // Metrics

    private Metric metric(String id, Set<String> path) {
        Metric known = own.get(id);
        if (known != null) {
            return known;
        }
        OwnYaml source = Objects.requireNonNull(sources.get(id));
        checkId(id, source);
        path.add(id);
        Metric metric = read(id, source, path);
        path.remove(id);
        own.put(id, metric);
        return metric;
    }

    private Metric read(String id, OwnYaml source, Set<String> path) {
        source.entries(List.of("title", "text", "expression", "where", "unit", "direction", "owner"));
        Title title = source.get("title").title();
        OwnYaml expression = source.get("expression");
        Part part = new OwnExpression(expression, name -> part(expression, name, path)).parse();
        List<Metric.Caveat> caveats = List.of();
        OwnYaml where = source.find("where").orElse(null);
        if (where != null) {
            OwnCondition condition = OwnCondition.read(where, dimensions, part.dimensions(), unsure::add);
            OwnNarrowing narrowed = new OwnNarrowing(id, where, condition, entities);
            part = narrowed.of(part);
            caveats = narrowed.caveats(metrics.values());
        }
        Set<String> splittable = splittable(part);
        if (splittable.isEmpty()) {
            throw expression.broken(Rule.NOWHERE, "", List.of());
        }
        written.put(id, new Written(expression.text(), where == null ? "" : where.text(), part.uses()));
        return new Metric(
                id,
                kind(part.formula()),
                part.formula(),
                caveats,
                title,
                source.find("text").map(OwnYaml::title).orElse(part.words()),
                part.words(),
                unit(source, part),
                source.find("direction")
                        .map(value ->
                                value.as("direction").oneOf(Metric.Direction.class, List.of(Metric.Direction.values())))
                        .orElse(Metric.Direction.NONE),
                part.additivity(),
                part.refundBasis(),
                part.grain(),
                source.find("owner").map(OwnYaml::text).orElse(OWNER),
                splittable,
                Metric.Ways.NONE);
    }

    private Dictionary dimensionless() {
        return new Dictionary(entities, dimensions, metrics);
    }

    private static Metric.Kind kind(Formula formula) {
        return switch (formula) {
            case Formula.Reference r -> Metric.Kind.SIMPLE;
            case Formula.Operation o when o.sign() == '/' -> Metric.Kind.RATIO;
            default -> Metric.Kind.DERIVED;
        };
    }

    private static Unit unit(OwnYaml source, Part part) {
        OwnYaml given = source.find("unit").orElse(null);
        if (given == null) {
            return part.unit();
        }
        List<Unit> can = switch (part.unit()) {
            case RATE, NUMBER -> List.of(Unit.RATE, Unit.NUMBER);
            case COUNT -> List.of(Unit.COUNT, Unit.NUMBER);
            case AMOUNT -> List.of(Unit.AMOUNT);
            case SECONDS -> List.of(Unit.SECONDS);
        };
        Unit unit = given.as("unit").oneOf(Unit.class, List.of(Unit.values()));
        if (!can.contains(unit)) {
            throw given.broken(
                    Rule.WRONG_UNIT,
                    given.text(),
                    can.stream()
                            .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
                            .toList());
        }
        return unit;
    }

    private Part part(OwnYaml source, OwnExpression.Name name, Set<String> path) {
        Metric metric = metrics.get(name.text());
        if (metric == null && sources.containsKey(name.text())) {
            if (path.contains(name.text())) {
                throw source.broken(
                        name.from(),
                        name.to(),
                        Rule.NEEDS_ITSELF,
                        String.join(" → ", path) + " → " + name.text(),
                        List.of());
            }
            metric = metric(name.text(), path);
        }
        if (metric != null) {
            return new Part(
                    metric.definition(),
                    metric.unit(),
                    metric.additivity(),
                    metric.refundBasis(),
                    metric.grain(),
                    metric.dimensions(),
                    metric.title(),
                    Set.of(metric.id()),
                    2);
        }
        Entity entity = program.entities().values().stream()
                .filter(each -> each.measures().containsKey(name.text()))
                .findFirst()
                .orElse(null);
        if (entity == null) {
            Set<String> names = new LinkedHashSet<>(metrics.keySet());
            names.addAll(sources.keySet());
            names.addAll(measures());
            throw source.broken(
                    name.from(), name.to(), Rule.UNKNOWN_NAME, name.text(), Problem.near(name.text(), names));
        }
        return ofMeasure(name.text(), entity);
    }

    /** Of a measure that no metric has as it is, only the table says what it is. */
    private Part ofMeasure(String id, Entity entity) {
        Entity.Measure measure = entity.measure(id);
        boolean summed = measure.function() == Entity.Function.SUM;
        boolean hourly = entity.time(measure.time()).hour() != null
                && (measure.counting() instanceof Counting.Each || measure.counting() instanceof Counting.Repeated);
        Part part = new Part(
                new Formula.Reference(id),
                MeasureMetric.unit(entity, measure),
                summed || measure.function() == Entity.Function.COUNT
                        ? Metric.Additivity.ADDITIVE
                        : Metric.Additivity.NONE,
                Metric.RefundBasis.NONE,
                hourly ? Grain.HOUR : Grain.DAY,
                new LinkedHashSet<>(dimensions.keySet()),
                new Title(id, id),
                Set.of(id),
                2);
        return new Part(
                part.formula(),
                part.unit(),
                part.additivity(),
                part.refundBasis(),
                part.grain(),
                splittable(part),
                part.words(),
                part.uses(),
                2);
    }

    /** Of the dimensions that all parts have, those that a table has for each measure. */
    private Set<String> splittable(Part part) {
        Dictionary soFar = dimensionless();
        Set<String> measures = part.formula().measures();
        Set<String> ids = new LinkedHashSet<>();
        for (Dimension dimension : dimensions.values()) {
            boolean timed = !(dimension.known().origin() instanceof Dimension.OfTime time)
                    || hasPart(time.part(), part.grain(), measures);
            if (part.dimensions().contains(dimension.id())
                    && timed
                    && measures.stream()
                            .allMatch(m -> soFar.cheapest(m, List.of(dimension)).isPresent())) {
                ids.add(dimension.id());
            }
        }
        return ids;
    }

    private boolean hasPart(Dimension.TimePart part, Grain grain, Set<String> measures) {
        return switch (part) {
            case HOUR -> grain == Grain.HOUR;
            case WEEKDAY ->
                measures.stream()
                        .flatMap(id -> entities.values().stream()
                                .map(entity -> entity.measures().get(id))
                                .filter(Objects::nonNull))
                        .noneMatch(measure -> measure.counting() instanceof Counting.AtEnd);
        };
    }
}
