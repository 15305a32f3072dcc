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
 * @param rest whether what is beyond the limit is asked for too, and the total: {@link MetricAnswer.Whole}
 * @param against which event or days are compared with; null where the comparison says it
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
        @Nullable Integer limit,
        boolean rest,
        @Nullable Against against) {

    /** The most rows of a breakdown beside which the rest is worked out: their values are named in its condition. */
    public static final int MOST_BESIDE_REST = 1_000;

    /** A question without the rest, whose comparison says by itself what is compared with. */
    public MetricQuestion(
            List<String> metrics,
            DayRange range,
            Grain grain,
            List<String> by,
            Map<String, List<String>> where,
            List<String> shops,
            @Nullable Comparison comparison,
            @Nullable String order,
            @Nullable Integer limit) {
        this(metrics, range, grain, by, where, shops, comparison, order, limit, false, null);
    }

    /**
     * What is compared with.
     *
     * @param event the id of an event in the calendar, or null for the one that the days lie in
     * @param days chosen days, or null
     */
    public record Against(@Nullable String event, @Nullable DayRange days) {}

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
                : new MetricQuestion(
                        metrics, range, grain, by, where, shops, comparison, metrics.getFirst(), limit, rest, against);
    }

    /** What a figure is compared with. */
    public enum Comparison {
        /** The period before, as long: 环比. Of whole months, as many whole months. */
        PREVIOUS("previous"),
        /** Whole weeks before, so that weekdays meet their like. */
        PREVIOUS_WEEKDAY("previous-weekday"),
        /** The same dates a month ago. */
        LAST_MONTH("last-month"),
        /** The same dates a year ago: 同比. */
        LAST_YEAR("last-year"),
        /** Fifty-two weeks ago: the same weekdays. */
        LAST_YEAR_WEEKDAY("last-year-weekday"),
        /** Last year's edition of an event, by its own phases. */
        EVENT("event"),
        /** Days that somebody chose. */
        CUSTOM("custom");

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
