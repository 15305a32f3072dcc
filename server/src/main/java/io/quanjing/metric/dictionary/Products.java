package io.quanjing.metric.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Metrics that make up another one: whether a product really is it, and what a sum consists of. */
final class Products {

    private static final int MOST = 5;

    private Products() {}

    /** Refuses factors whose product is something else: what stands above and below the line has to cancel down to the metric. */
    static void check(YamlValue list, Metric metric, Map<String, Metric> metrics) {
        List<Formula> above = new ArrayList<>();
        List<Formula> below = new ArrayList<>();
        List<YamlValue> ids = list.list();
        if (ids.size() < 2 || ids.size() > MOST) {
            throw list.broken("A product has 2 to " + MOST + " factors. Maybe leave 'products' away.");
        }
        for (YamlValue id : ids) {
            DictionaryReader.known(id, "metric", Set.copyOf(metrics.keySet()));
            Metric factor = Objects.requireNonNull(metrics.get(id.text()));
            if (factor.id().equals(metric.id())) {
                throw id.broken("The metric " + metric.id() + " is no factor of itself. Maybe name two others.");
            }
            spread(factor.definition().bare(), above, below);
        }
        List<Formula> left = new ArrayList<>(above);
        List<Formula> under = new ArrayList<>();
        below.forEach(formula -> {
            if (!left.remove(formula)) {
                under.add(formula);
            }
        });
        List<Formula> of = new ArrayList<>();
        List<Formula> by = new ArrayList<>();
        spread(metric.definition().bare(), of, by);
        if (!same(left, of) || !same(under, by)) {
            throw list.broken("The product of "
                    + String.join(" × ", ids.stream().map(YamlValue::text).toList()) + " is not " + metric.id()
                    + ". Maybe a denominator of one is not the numerator of another.");
        }
    }

    private static void spread(Formula formula, List<Formula> above, List<Formula> below) {
        if (formula instanceof Formula.Operation quotient && quotient.sign() == '/') {
            above.add(quotient.left());
            below.add(quotient.right());
        } else {
            above.add(formula);
        }
    }

    private static boolean same(List<Formula> some, List<Formula> others) {
        List<Formula> left = new ArrayList<>(others);
        return some.size() == others.size() && some.stream().allMatch(left::remove);
    }

    /** The metrics that an expression adds and takes off; none if it does anything else with them. */
    static List<Metric.Term> terms(Formula expression) {
        List<Metric.Term> terms = new ArrayList<>();
        return add(expression, false, terms) && terms.size() > 1 ? List.copyOf(terms) : List.of();
    }

    private static boolean add(Formula part, boolean minus, List<Metric.Term> terms) {
        if (part instanceof Formula.Operation sum && (sum.sign() == '+' || sum.sign() == '-')) {
            return add(sum.left(), minus, terms) && add(sum.right(), minus ^ sum.sign() == '-', terms);
        }
        return part instanceof Formula.Reference metric && terms.add(new Metric.Term(metric.id(), minus));
    }
}
