package io.quanjing.explore;

import io.quanjing.explore.Explanation.Contributions;
import io.quanjing.explore.Explanation.Others;
import io.quanjing.explore.Explanation.Part;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricDictionary.Metric;
import io.quanjing.stats.MixAndRate;
import io.quanjing.stats.MixAndRate.Effect;
import io.quanjing.stats.MixAndRate.Group;
import io.quanjing.stats.RoundedParts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The change of a figure by the values of a dimension: by mix and rate for a ratio, by differences for everything else. */
final class ValueEffects {

    /** Below it, what is left comes from numbers that were rounded on their way here. */
    private static final BigDecimal NOTHING = new BigDecimal("1e-9");

    private final Metric metric;
    private final String by;
    private final MetricAnswer answer;
    private final MetricAnswer.Whole whole;
    private final int shown;
    private final Unit unit;

    /** The rows of the answer and, if it has one, the rest. */
    private final List<Map<String, @Nullable Object>> rows;

    ValueEffects(Metric metric, String by, MetricAnswer answer, int shown) {
        this.metric = metric;
        this.by = by;
        this.answer = answer;
        this.whole = Objects.requireNonNull(answer.whole());
        this.shown = shown;
        this.unit = Unit.of(metric.unit());
        rows = new ArrayList<>(answer.rows());
        Map<String, @Nullable Object> rest = whole.rest();
        if (rest != null) {
            rows.add(rest);
        }
    }

    Contributions contributions() {
        Side total = Side.of(whole.total(), metric.id());
        BigDecimal change = unit.round(Objects.requireNonNull(total.current()))
                .subtract(unit.round(Objects.requireNonNull(total.base())));
        return metric.isRatio() ? mixAndRate(change) : sums(change);
    }

    private Contributions sums(BigDecimal change) {
        List<BigDecimal> exact = new ArrayList<>();
        BigDecimal left = change;
        for (Map<String, @Nullable Object> row : rows) {
            Side side = Side.orZero(row, metric.id());
            BigDecimal effect = Objects.requireNonNull(side.current()).subtract(Objects.requireNonNull(side.base()));
            exact.add(effect);
            left = left.subtract(effect);
        }
        // What adds up leaves nothing but what rounding to cents left.
        boolean overlaps = !metric.additivity().equals("additive") && left.signum() != 0;
        Cells cells =
                cells(exact.stream().map(effect -> List.of(effect)).toList(), overlaps ? left : null, change, exact);
        return new Contributions(
                by,
                "sum",
                unit.word(change),
                cells.order().stream()
                        .map(i -> part(i, Side.orZero(rows.get(i), metric.id()), null, null, cells.of(i)))
                        .toList(),
                cells.others(),
                cells.overlap());
    }

    private Contributions mixAndRate(BigDecimal change) {
        List<Group> groups = rows.stream().map(this::group).toList();
        Group all = group(whole.total());
        MixAndRate apart = MixAndRate.of(groups, all);
        boolean overlaps = apart.overlap().abs().compareTo(NOTHING) > 0;
        Cells cells = cells(
                apart.effects().stream()
                        .map(effect -> List.of(effect.mix(), effect.rate()))
                        .toList(),
                overlaps ? apart.overlap() : null,
                change,
                apart.effects().stream().map(Effect::sum).toList());
        return new Contributions(
                by,
                "mix_rate",
                unit.word(change),
                cells.order().stream()
                        .map(i -> part(
                                i,
                                new Side(groups.get(i).baseRate(), groups.get(i).rate()),
                                share(groups.get(i).baseDenominator(), all.baseDenominator()),
                                share(groups.get(i).denominator(), all.denominator()),
                                cells.of(i)))
                        .toList(),
                cells.others(),
                cells.overlap());
    }

    private Group group(Map<String, @Nullable Object> row) {
        Side above = Side.orZero(row, metric.id() + ".numerator");
        Side below = Side.orZero(row, metric.id() + ".denominator");
        return new Group(
                Objects.requireNonNull(above.base()),
                Objects.requireNonNull(below.base()),
                Objects.requireNonNull(above.current()),
                Objects.requireNonNull(below.current()));
    }

    private static double share(BigDecimal part, BigDecimal of) {
        return part.divide(of, MathContext.DECIMAL64).doubleValue();
    }

    private Part part(int row, Side figure, @Nullable Double baseShare, @Nullable Double share, List<BigDecimal> cell) {
        Object value = rows.get(row).get(by);
        String text = value == null ? null : value.toString();
        Label title =
                text == null ? null : answer.labels().getOrDefault(by, Map.of()).get(text);
        BigDecimal base = figure.base();
        BigDecimal current = figure.current();
        return new Part(
                text,
                title,
                base == null ? null : unit.word(base),
                current == null ? null : unit.word(current),
                baseShare,
                share,
                cell.size() > 1 ? unit.word(cell.get(0)) : null,
                cell.size() > 1 ? unit.word(cell.get(1)) : null,
                unit.word(sum(cell)));
    }

    /**
     * Rounded effects.
     *
     * @param order the rows to show, largest effect first
     * @param shown the effects of each row to show, by its place in {@code order}
     */
    private record Cells(
            List<Integer> order,
            List<List<BigDecimal>> shown,
            @Nullable Others others,
            @Nullable Object overlap) {

        List<BigDecimal> of(int row) {
            return shown.get(order.indexOf(row));
        }
    }

    /** Chooses the largest rows, puts the others together and rounds all effects so that they add up to the change. */
    private Cells cells(
            List<List<BigDecimal>> effects, @Nullable BigDecimal overlap, BigDecimal change, List<BigDecimal> sums) {
        int named = answer.rows().size();
        List<Integer> bySize = IntStream.range(0, named)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> sums.get(i).abs()).reversed())
                .toList();
        List<Integer> order = bySize.stream().limit(shown).toList();
        long count = named - order.size() + whole.others();
        int width = metric.isRatio() ? 2 : 1;
        List<BigDecimal> flat = new ArrayList<>();
        order.forEach(i -> flat.addAll(effects.get(i)));
        if (count > 0) {
            for (int column = 0; column < width; column++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int i = 0; i < effects.size(); i++) {
                    sum = order.contains(i) ? sum : sum.add(effects.get(i).get(column));
                }
                flat.add(sum);
            }
        }
        if (overlap != null) {
            flat.add(overlap);
        }
        List<BigDecimal> rounded = RoundedParts.of(flat, change, unit.places());
        List<List<BigDecimal>> cells = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            cells.add(rounded.subList(i * width, (i + 1) * width));
        }
        Others others = null;
        if (count > 0) {
            List<BigDecimal> cell = rounded.subList(order.size() * width, (order.size() + 1) * width);
            others = new Others(
                    count,
                    width > 1 ? unit.word(cell.get(0)) : null,
                    width > 1 ? unit.word(cell.get(1)) : null,
                    unit.word(sum(cell)));
        }
        return new Cells(order, cells, others, overlap == null ? null : unit.word(rounded.getLast()));
    }

    private static BigDecimal sum(List<BigDecimal> cell) {
        return cell.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
