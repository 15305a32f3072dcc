package io.quanjing.metric.dictionary;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Metric.Unit;
import java.util.List;
import java.util.Set;

/** A measure as a metric, to show what a figure is made of. */
public final class MeasureMetric {

    private MeasureMetric() {}

    /** What the measure counts in: only its table says that. */
    static Unit unit(Entity entity, Entity.Measure measure) {
        if (!measure.decimal()) {
            return Unit.COUNT;
        }
        return entity.currency() == null ? Unit.SECONDS : Unit.AMOUNT;
    }

    /** The measure of this id under the name of a metric, without dimensions. */
    public static Metric of(Dictionary dictionary, String measure, String name) {
        Entity entity = dictionary
                .cheapest(measure, List.of())
                .orElseThrow(() -> new IllegalArgumentException("No table has the measure " + measure + "."));
        Title title = new Title(measure, measure);
        return new Metric(
                name,
                Metric.Kind.SIMPLE,
                new Formula.Reference(measure),
                List.of(),
                title,
                title,
                title,
                unit(entity, entity.measure(measure)),
                Metric.Direction.NONE,
                Metric.Additivity.NONE,
                Metric.RefundBasis.NONE,
                Grain.DAY,
                "",
                Set.of(),
                Metric.Ways.NONE);
    }
}
