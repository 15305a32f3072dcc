package io.quanjing.metric.dictionary;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricError;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked.
 *
 * @param entities the tables by name
 * @param dimensions by id, in the order of the file
 * @param metrics by id, in the order of the files
 */
public record Dictionary(Map<String, Entity> entities, Map<String, Dimension> dimensions, Map<String, Metric> metrics) {

    /** The marts; dearer are the facts themselves. */
    private static final int CHEAP = 2;

    /**
     * The dictionary that is part of the program.
     *
     * @throws QuanjingException naming file, line and column if it breaks a rule
     */
    public static Dictionary load() {
        return DictionaryReader.fromResources();
    }

    /**
     * The metric of this id; refuses an unknown one with what was probably meant. {@code pay_rate.numerator} and {@code pay_rate.denominator}
     * are the two sides of the ratio.
     */
    public Metric metric(String id) {
        Metric metric = metrics.get(id);
        if (metric == null) {
            metric = side(id);
        }
        if (metric == null) {
            throw new QuanjingException(
                    MetricError.UNKNOWN_METRIC,
                    "There is no metric " + id + ". " + Suggestion.maybe(id, metrics.keySet()),
                    Map.of("metric", id));
        }
        return metric;
    }

    private @Nullable Metric side(String id) {
        int dot = id.indexOf('.');
        Metric ratio = dot < 0 ? null : metrics.get(id.substring(0, dot));
        if (ratio == null) {
            return null;
        }
        return switch (id.substring(dot + 1)) {
            case "numerator" -> ratio.numerator();
            case "denominator" -> ratio.denominator();
            default -> null;
        };
    }

    /** The dimension of this id; refuses an unknown one with what was probably meant. */
    public Dimension dimension(String id) {
        Dimension dimension = dimensions.get(id);
        if (dimension == null) {
            throw new QuanjingException(
                    MetricError.UNKNOWN_DIMENSION,
                    "There is no dimension " + id + ". " + Suggestion.maybe(id, dimensions.keySet()),
                    Map.of("dimension", id));
        }
        return dimension;
    }

    /** The cheapest table that has the measure and all these dimensions. */
    public Optional<Entity> cheapest(String measure, List<Dimension> needed) {
        return entities.values().stream()
                .filter(entity -> entity.measures().containsKey(measure))
                .filter(entity -> needed.stream().allMatch(d -> has(entity, d)))
                .min(Comparator.comparingInt(Entity::cost));
    }

    /** The tables that tell which values a dimension has: those of little cost, or the cheapest where all are dear. */
    public List<Entity> knowing(Dimension dimension) {
        List<Entity> tables = entities.values().stream()
                .filter(entity -> has(entity, dimension))
                .sorted(Comparator.comparingInt(Entity::cost))
                .toList();
        List<Entity> cheap =
                tables.stream().filter(entity -> entity.cost() <= CHEAP).toList();
        return cheap.isEmpty() ? tables.subList(0, Math.min(1, tables.size())) : cheap;
    }

    /** Whether a table can be split by a dimension. */
    static boolean has(Entity entity, Dimension dimension) {
        String base = dimension.base();
        return base == null || entity.columns().containsKey(base);
    }

    /** The entity by name. */
    public Entity entity(String name) {
        Entity entity = entities.get(name);
        if (entity == null) {
            throw new IllegalArgumentException("There is no entity " + name + ".");
        }
        return entity;
    }
}
