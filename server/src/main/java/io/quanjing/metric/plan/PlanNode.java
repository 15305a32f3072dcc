package io.quanjing.metric.plan;

import io.quanjing.kernel.DayRange;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Formula;
import io.quanjing.metric.dictionary.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a plan. Those up to {@link Limit} run in the warehouse as one statement, the others on its rows. */
public sealed interface PlanNode {

    /** Rows of a table, dated in one way. */
    record Scan(Entity entity, Entity.Time time) implements PlanNode {}

    /** The rows of these days, shops and values. */
    record Filter(Scan input, Window window, List<String> shops, List<Keep> keeps) implements PlanNode {}

    /**
     * One row per combination of keys.
     *
     * @param perShop whether shops are kept apart, so that distinct visitors and customers count once per shop
     * @param known days whose values do not count again: one distinct measure is asked for, and of it those that have no row with the same
     *     keys on these days; null where everything counts
     */
    record Aggregate(
            Filter input,
            List<Key> keys,
            List<Entity.Measure> measures,
            boolean perShop,
            @Nullable DayRange known) implements PlanNode {

        /** Where everything counts. */
        public Aggregate(Filter input, List<Key> keys, List<Entity.Measure> measures, boolean perShop) {
            this(input, keys, measures, perShop, null);
        }
    }

    /** The aggregates of several tables beside each other, by the same keys; shops added up. */
    record Merge(List<Aggregate> inputs, List<Key> keys, List<Entity.Measure> measures) implements PlanNode {}

    /** Descending by a figure, or, without one, ascending by period and then by the dimensions. */
    record Order(Merge input, @Nullable Formula by) implements PlanNode {}

    /**
     * The first rows.
     *
     * @param cut whether more rows are left away; otherwise more rows are too many to answer
     */
    record Limit(Order input, int rows, boolean cut) implements PlanNode {}

    /** Measures become metrics; this is where ratios are divided. */
    record Figures(Limit input, List<Metric> metrics) implements PlanNode {}

    /** Each row beside the one of the base that it is compared with. */
    record Compare(Figures current, Figures base) implements PlanNode {}
}
