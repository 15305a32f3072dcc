package io.quanjing.metric.plan;

import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Entity;
import io.quanjing.metric.dictionary.Formula;
import io.quanjing.metric.dictionary.Metric;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A step of a plan. Those up to {@link Limit} run in the warehouse as one statement, the others on its rows. */
public sealed interface PlanNode {

    /** Rows of a table, dated in one way. */
    record Scan(Entity entity, Entity.Time time) implements PlanNode {}

    /** The rows of these days, shops and values, without those of the values that {@code except} names. */
    record Filter(
            Scan input,
            Window window,
            List<String> shops,
            List<Keep> keeps,
            @Nullable Except except) implements PlanNode {

        /** The same rows of other days. */
        public Filter within(Window days) {
            return new Filter(input, days, shops, keeps, except);
        }

        /** What the conditions name. */
        public Stream<Dimension> dimensions() {
            return Stream.concat(
                    keeps.stream().map(Keep::dimension), except == null ? Stream.empty() : except.named().stream());
        }
    }

    /**
     * One row per combination of keys.
     *
     * @param perShop whether shops are kept apart, so that distinct visitors and customers count once per shop
     * @param counted how rows count
     */
    record Aggregate(Filter input, List<Key> keys, List<Entity.Measure> measures, boolean perShop, Counted counted)
            implements PlanNode {

        /** Where everything counts. */
        public Aggregate(Filter input, List<Key> keys, List<Entity.Measure> measures, boolean perShop) {
            this(input, keys, measures, perShop, Counted.EACH);
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

    /**
     * Measures become metrics; this is where ratios are divided.
     *
     * @param totals the same without a split, for shares of the whole; null where no metric needs it
     */
    record Figures(
            Limit input, List<Metric> metrics, @Nullable Limit totals) implements PlanNode {}

    /** Each row beside the one of the base that it is compared with. */
    record Compare(Figures current, Figures base) implements PlanNode {}
}
