package io.quanjing.metric.dictionary;

import io.quanjing.metric.dictionary.OwnExpression.Part;
import io.quanjing.metric.dictionary.Problem.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A formula over the rows of a condition alone: measures of its own, in every table that has what the condition asks. */
final class OwnNarrowing {

    /** Between the metric's id and the measure's; in no id of either. */
    private static final String APART = "__";

    private final String id;
    private final OwnYaml source;
    private final OwnCondition condition;
    private final Map<String, Entity> entities;
    private final Map<String, String> names = new HashMap<>();

    /** Takes the metric's id and the tables, to which it adds. */
    OwnNarrowing(String id, OwnYaml source, OwnCondition condition, Map<String, Entity> entities) {
        this.id = id;
        this.source = source;
        this.condition = condition;
        this.entities = entities;
    }

    /** The measure of the program behind one that a shop narrowed, perhaps several times. */
    static String whole(String measure) {
        int apart = measure.lastIndexOf(APART);
        return apart < 0 ? measure : measure.substring(apart + APART.length());
    }

    Part of(Part whole) {
        return new Part(
                narrowed(whole.formula()),
                whole.unit(),
                whole.additivity(),
                whole.refundBasis(),
                whole.grain(),
                whole.dimensions(),
                OwnCondition.narrowed(whole.words(), condition.words()),
                whole.uses(),
                2);
    }

    private Formula narrowed(Formula formula) {
        return switch (formula) {
            case Formula.Reference r -> new Formula.Reference(measure(r.id()));
            case Formula.OfTotal t -> new Formula.OfTotal(measure(t.id()));
            case Formula.Constant c -> c;
            case Formula.Operation o -> new Formula.Operation(o.sign(), narrowed(o.left()), narrowed(o.right()));
            case Formula.Known k -> new Formula.Known(narrowed(k.value()), measure(k.missing()));
            case Formula.Noted n -> new Formula.Noted(narrowed(n.value()), measure(n.remark()));
        };
    }

    /** What is unknown or worth a note of the parts, is so of the narrowed ones. */
    List<Metric.Caveat> caveats(Iterable<Metric> metrics) {
        Set<Metric.Caveat> caveats = new LinkedHashSet<>();
        Set<String> before = Set.copyOf(names.keySet());
        for (Metric metric : metrics) {
            for (Metric.Caveat caveat : metric.caveats()) {
                if (before.contains(caveat.measure())) {
                    caveats.add(new Metric.Caveat(measure(caveat.measure()), measure(caveat.of()), caveat.note()));
                }
            }
        }
        return List.copyOf(caveats);
    }

    private String measure(String measure) {
        String known = names.get(measure);
        return known == null ? added(measure) : known;
    }

    private String added(String measure) {
        String name = id + APART + measure;
        boolean found = false;
        for (Entity entity : List.copyOf(entities.values())) {
            Entity.Measure whole = entity.measures().get(measure);
            if (whole != null && fits(entity, whole)) {
                found = true;
                Map<String, Entity.Measure> measures = new LinkedHashMap<>(entity.measures());
                measures.put(name, narrowed(whole, name));
                entities.put(entity.name(), with(entity, measures));
            }
        }
        if (!found) {
            throw source.broken(Rule.NOT_SPLITTABLE, condition.words().en(), List.of());
        }
        names.put(measure, name);
        return name;
    }

    private boolean fits(Entity entity, Entity.Measure measure) {
        if (!(measure.counting() instanceof Counting.Each) && !(measure.counting() instanceof Counting.Repeated)) {
            throw source.broken(Rule.NOT_NARROWED, measure.id(), List.of());
        }
        return condition.rows().stream()
                .map(RowCondition.Among::dimension)
                .allMatch(dimension -> Dictionary.has(entity, dimension) && timed(entity, measure, dimension));
    }

    private static boolean timed(Entity entity, Entity.Measure measure, Dimension dimension) {
        return !(dimension.known().origin() instanceof Dimension.OfTime time)
                || time.part() != Dimension.TimePart.HOUR
                || entity.time(measure.time()).hour() != null;
    }

    private Entity.Measure narrowed(Entity.Measure whole, String name) {
        List<RowCondition> conditions = new ArrayList<>(whole.conditions());
        conditions.addAll(condition.rows());
        int looksBack = condition.rows().stream()
                .mapToInt(row -> row.dimension().looksBack())
                .reduce(whole.looksBack(), Math::max);
        return new Entity.Measure(
                name,
                whole.time(),
                whole.function(),
                whole.column(),
                whole.decimal(),
                List.copyOf(conditions),
                looksBack,
                whole.counting());
    }

    private static Entity with(Entity entity, Map<String, Entity.Measure> measures) {
        return new Entity(
                entity.name(),
                entity.cost(),
                entity.times(),
                entity.history(),
                entity.currency(),
                entity.columns(),
                measures);
    }
}
