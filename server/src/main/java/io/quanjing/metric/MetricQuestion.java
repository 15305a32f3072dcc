package io.quanjing.metric;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know. The command line, the page and the tokens' interface ask the same question.
 *
 * @param metrics ids of the dictionary, at least one
 * @param range shop days
 * @param grain one row per period, or {@link Grain#TOTAL}
 * @param by ids of dimensions to split by
 * @param where values to keep, by dimension; several values of one dimension are alternatives
 * @param shops ids or names of shops; empty means all that the caller sees
 * @param comparison what to set beside each figure, or null
 * @param order the metric id to sort by, descending, or null for period and dimension order
 * @param limit at most so many rows, or null
 */
public record MetricQuestion(
        List<String> metrics,
        DayRange range,
        Grain grain,
        List<String> by,
        Map<String, List<String>> where,
        List<String> shops,
        @Nullable Comparison comparison,
        @Nullable String order,
        @Nullable Integer limit) {

    /** Dimensions that have an order of their own, which people expect to see. */
    private static final Set<String> IN_TIME = Set.of("hour", "weekday");

    /**
     * The same question with the largest values of its first metric first, as people read a breakdown; unchanged if it names an order, asks
     * for periods or splits by time.
     */
    public MetricQuestion largestFirst() {
        boolean breakdown = grain == Grain.TOTAL && !by.isEmpty() && by.stream().noneMatch(IN_TIME::contains);
        return order != null || metrics.isEmpty() || !breakdown
                ? this
                : new MetricQuestion(metrics, range, grain, by, where, shops, comparison, metrics.getFirst(), limit);
    }

    /** What a figure is compared with. */
    public enum Comparison {
        /** The period of equal length before: 环比. */
        PREVIOUS("previous"),
        /** The same days a year ago: 同比. */
        LAST_YEAR("last-year");

        private final String id;

        Comparison(String id) {
            this.id = id;
        }

        /** The public name. */
        public String id() {
            return id;
        }
    }
}
