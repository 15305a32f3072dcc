package io.quanjing.metric;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import java.util.List;
import java.util.Map;
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

    /** What a figure is compared with. */
    public enum Comparison {
        /** The period of equal length before: 环比. */
        PREVIOUS,
        /** The same days a year ago: 同比. */
        LAST_YEAR
    }
}
