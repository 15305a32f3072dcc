package io.quanjing.explore;

import io.quanjing.access.Caller;
import io.quanjing.explore.Explanation.Contributions;
import io.quanjing.explore.Explanation.Factors;
import io.quanjing.explore.Explanation.Figures;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricDictionary.Metric;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.Metrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the change of a figure apart. It asks the same questions as a page would and works with the answers alone. */
final class Explanations {

    private static final String NOT_ENOUGH_HISTORY = "not enough history";
    private static final String SHARE = "share";

    private final Metrics metrics;

    Explanations(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Explains the change of one metric.
     *
     * @param asked one metric, no periods, one dimension at most, whose limit is how many values are shown; without a comparison the period before
     * @throws io.quanjing.kernel.QuanjingException if the question names something that does not exist or cannot be combined
     */
    Explanation explain(MetricQuestion asked, int shown, Caller caller) {
        MetricQuestion question = asked.comparison() == null ? compared(asked) : asked;
        String id = question.metrics().getFirst();
        MetricDictionary dictionary = metrics.dictionary();
        Metric metric = dictionary.metrics().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (metric == null) {
            // Refuses with what was probably meant.
            metrics.ask(question, caller);
            throw new IllegalStateException("The metric " + id + " is answered but not in the dictionary.");
        }
        return explain(metric, new FactorEffects(metric, dictionary), question, shown, caller);
    }

    private Explanation explain(Metric metric, FactorEffects made, MetricQuestion question, int shown, Caller caller) {
        List<Note> notes = new ArrayList<>();
        boolean byValues = !question.by().isEmpty() && !metric.kind().equals(SHARE);
        boolean factors = made.any() && made.splittable(question.where().keySet());
        if (made.any() && !factors) {
            notes.add(new Note(
                    "explore.factors_not_by",
                    metric.id(),
                    Map.of("dimensions", made.refused(question.where().keySet()))));
        }
        boolean together = byValues && factors && made.splittable(question.by());
        Set<String> own = sides(metric);
        Set<String> all = new LinkedHashSet<>(own);
        if (factors) {
            all.addAll(made.needed());
        }
        MetricAnswer values = byValues ? metrics.ask(breakdown(question, together ? all : own), caller) : null;
        MetricAnswer whole = values != null && (together || !factors)
                ? values
                : metrics.ask(of(question, all, List.of(), null, false, null), caller);
        Map<String, @Nullable Object> total = total(whole);
        whole.notes().stream().filter(note -> !note.metric().contains(".")).forEach(notes::add);

        Side figure = Side.of(total, metric.id());
        boolean known = figure.known() && !NOT_ENOUGH_HISTORY.equals(total.get(metric.id() + "_change"));
        Factors byFactors = null;
        Contributions byContributions = null;
        if (!known) {
            notes.add(new Note("explore.unknown_base", metric.id(), Map.of()));
        } else if (metric.kind().equals(SHARE)) {
            notes.add(new Note("explore.share_of_all", metric.id(), Map.of()));
        } else {
            byFactors = factors ? made.of(total, notes) : null;
            byContributions = values == null ? null : contributions(metric, question, values, shown, notes);
        }
        Figures figures = figures(metric, figure, known);
        if (byContributions != null && !byContributions.change().equals(figures.change())) {
            notes.add(new Note("explore.moved_meanwhile", metric.id(), Map.of()));
        }
        return new Explanation(
                metric.id(),
                metric.unit(),
                whole.currency(),
                whole.range(),
                whole.base(),
                figures,
                byFactors,
                byContributions,
                List.copyOf(new LinkedHashSet<>(notes)),
                whole.asOf(),
                values == null ? whole.version() : Math.min(whole.version(), values.version()));
    }

    private static @Nullable Contributions contributions(
            Metric metric, MetricQuestion question, MetricAnswer values, int shown, List<Note> notes) {
        Side own = Side.of(total(values), metric.id());
        if (!own.known()) {
            notes.add(new Note("explore.unknown_base", metric.id(), Map.of()));
            return null;
        }
        return new ValueEffects(metric, question.by().getFirst(), values, shown).contributions();
    }

    private static Figures figures(Metric metric, Side figure, boolean known) {
        Unit unit = Unit.of(metric.unit());
        BigDecimal base = figure.base();
        BigDecimal current = figure.current();
        return new Figures(
                base == null ? null : unit.word(base),
                current == null ? null : unit.word(current),
                known && base != null && current != null
                        ? unit.word(unit.round(current).subtract(unit.round(base)))
                        : null);
    }

    /** The metric, and both sides of a ratio, by whose lower side values are ordered where there are very many. */
    private static Set<String> sides(Metric metric) {
        return metric.isRatio()
                ? new LinkedHashSet<>(List.of(metric.id() + ".denominator", metric.id() + ".numerator", metric.id()))
                : new LinkedHashSet<>(List.of(metric.id()));
    }

    private static MetricQuestion compared(MetricQuestion asked) {
        return new MetricQuestion(
                asked.metrics(),
                asked.range(),
                asked.grain(),
                asked.by(),
                asked.where(),
                asked.shops(),
                Comparison.PREVIOUS,
                asked.order(),
                asked.limit(),
                asked.rest(),
                null);
    }

    private static MetricQuestion breakdown(MetricQuestion question, Collection<String> ids) {
        return of(question, ids, question.by(), ids.iterator().next(), true, MetricQuestion.MOST_BESIDE_REST);
    }

    private static MetricQuestion of(
            MetricQuestion question,
            Collection<String> ids,
            List<String> by,
            @Nullable String order,
            boolean rest,
            @Nullable Integer limit) {
        return new MetricQuestion(
                List.copyOf(ids),
                question.range(),
                Grain.TOTAL,
                by,
                question.where(),
                question.shops(),
                question.comparison(),
                order,
                limit,
                rest,
                question.against());
    }

    private static Map<String, @Nullable Object> total(MetricAnswer answer) {
        MetricAnswer.Whole whole = answer.whole();
        return whole == null
                ? new LinkedHashMap<>(Objects.requireNonNull(answer.rows().getFirst()))
                : whole.total();
    }
}
