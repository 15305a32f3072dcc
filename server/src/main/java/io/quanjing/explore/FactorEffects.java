package io.quanjing.explore;

import io.quanjing.explore.Explanation.Factor;
import io.quanjing.explore.Explanation.Factors;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricDictionary.Metric;
import io.quanjing.stats.Lmdi;
import io.quanjing.stats.RoundedParts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The change of a figure by what the dictionary says it is made of: factors, terms, or a numerator and a denominator. */
final class FactorEffects {

    private static final MathContext EXACT = MathContext.DECIMAL128;

    private final Metric metric;
    private final Map<String, Metric> dictionary = new LinkedHashMap<>();

    FactorEffects(Metric metric, MetricDictionary dictionary) {
        this.metric = metric;
        dictionary.metrics().forEach(each -> this.dictionary.put(each.id(), each));
    }

    /** Whether it is made of anything. */
    boolean any() {
        return !parts().isEmpty() || metric.isRatio();
    }

    private boolean ofProducts() {
        return !metric.products().isEmpty();
    }

    private boolean ofTerms() {
        return !ofProducts() && !metric.terms().isEmpty();
    }

    /** The metrics that it is made of. */
    private List<Metric> parts() {
        List<String> ids = ofProducts()
                ? metric.products()
                : ofTerms() ? metric.terms().stream().map(FactorEffects::plain).toList() : metric.sides();
        return ids.stream()
                .map(id -> Objects.requireNonNull(dictionary.get(id)))
                .toList();
    }

    private static String plain(String term) {
        return term.startsWith("-") ? term.substring(1) : term;
    }

    /** Whether all parts can be told apart by all these dimensions. */
    boolean splittable(Collection<String> dimensions) {
        return refused(dimensions).isEmpty();
    }

    /** The dimensions by which a part cannot be told apart. */
    List<String> refused(Collection<String> dimensions) {
        return dimensions.stream()
                .filter(dimension ->
                        parts().stream().anyMatch(part -> !part.dimensions().contains(dimension)))
                .toList();
    }

    /** The ids to ask for. */
    Set<String> needed() {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(metric.id());
        if (!ofProducts() && metric.isRatio()) {
            ids.add(numerator(metric));
            ids.add(denominator(metric));
        }
        for (Metric part : parts()) {
            ids.add(part.id());
            if (ofProducts() && part.isRatio()) {
                ids.add(numerator(part));
                ids.add(denominator(part));
            }
        }
        return ids;
    }

    private static String numerator(Metric ratio) {
        return ratio.id() + ".numerator";
    }

    private static String denominator(Metric ratio) {
        return ratio.id() + ".denominator";
    }

    /** The effects, or null with a note that says why there are none. */
    @Nullable Factors of(Map<String, @Nullable Object> row, List<Note> notes) {
        Unit unit = Unit.of(metric.unit());
        Side figure = Side.of(row, metric.id());
        BigDecimal change = unit.round(Objects.requireNonNull(figure.current()))
                .subtract(unit.round(Objects.requireNonNull(figure.base())));
        List<Side> sides = ofProducts() || ofTerms()
                ? parts().stream().map(part -> exact(part, row)).toList()
                : List.of(Side.of(row, numerator(metric)), inverse(Side.of(row, denominator(metric))));
        for (int i = 0; i < sides.size(); i++) {
            if (!sides.get(i).known()) {
                notes.add(new Note(
                        "explore.factor_unknown",
                        metric.id(),
                        parts().isEmpty()
                                ? Map.of("factor", metric.id())
                                : Map.of("factor", parts().get(i).id())));
                return null;
            }
        }
        Optional<List<BigDecimal>> effects = ofTerms()
                ? Optional.of(differences(sides))
                : Lmdi.effects(
                        sides.stream()
                                .map(side -> Objects.requireNonNull(side.base()))
                                .toList(),
                        sides.stream()
                                .map(side -> Objects.requireNonNull(side.current()))
                                .toList());
        if (effects.isEmpty()) {
            notes.add(new Note("explore.sign_changed", metric.id(), Map.of()));
            return null;
        }
        List<BigDecimal> rounded = RoundedParts.of(effects.get(), change, unit.places());
        return new Factors(
                ofProducts() ? "product" : ofTerms() ? "sum" : "ratio", unit.word(change), worded(row, rounded, unit));
    }

    /** A ratio from its sides, because its own figure is rounded. */
    private Side exact(Metric part, Map<String, @Nullable Object> row) {
        if (!part.isRatio() || ofTerms()) {
            return Side.of(row, part.id());
        }
        Side above = Side.of(row, numerator(part));
        Side below = inverse(Side.of(row, denominator(part)));
        return new Side(times(above.base(), below.base()), times(above.current(), below.current()));
    }

    private static Side inverse(Side side) {
        return new Side(inverse(side.base()), inverse(side.current()));
    }

    private static @Nullable BigDecimal inverse(@Nullable BigDecimal value) {
        return value == null || value.signum() == 0 ? null : BigDecimal.ONE.divide(value, EXACT);
    }

    private static @Nullable BigDecimal times(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null || b == null ? null : a.multiply(b, EXACT);
    }

    private List<BigDecimal> differences(List<Side> sides) {
        List<BigDecimal> differences = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            BigDecimal difference = Objects.requireNonNull(sides.get(i).current())
                    .subtract(Objects.requireNonNull(sides.get(i).base()));
            differences.add(minus(i) ? difference.negate() : difference);
        }
        return differences;
    }

    private boolean minus(int part) {
        return ofTerms() && metric.terms().get(part).startsWith("-");
    }

    private List<Factor> worded(Map<String, @Nullable Object> row, List<BigDecimal> effects, Unit unit) {
        List<Factor> worded = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            Metric part = parts().isEmpty() ? null : parts().get(i);
            String name = i == 0 ? "numerator" : "denominator";
            Side shown = Side.of(row, part == null ? metric.id() + "." + name : part.id());
            Unit own = part == null ? Unit.NUMBER : Unit.of(part.unit());
            Label title = part == null ? null : part.title();
            worded.add(new Factor(
                    part == null ? name : part.id(),
                    title,
                    part == null ? "number" : part.unit(),
                    minus(i),
                    own.word(Objects.requireNonNull(shown.base())),
                    own.word(Objects.requireNonNull(shown.current())),
                    unit.word(effects.get(i))));
        }
        return List.copyOf(worded);
    }
}
