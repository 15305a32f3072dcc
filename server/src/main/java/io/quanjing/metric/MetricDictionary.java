package io.quanjing.metric;

import io.quanjing.metric.MetricAnswer.Label;
import java.util.List;
import java.util.Map;

/**
 * What can be asked, for pages and commands.
 *
 * @param metrics in the order to show them
 * @param dimensions in the order to show them
 */
public record MetricDictionary(List<Metric> metrics, List<Dimension> dimensions) {

    /**
     * A metric as readers see it.
     *
     * @param id for example {@code gmv}
     * @param kind {@code simple}, {@code ratio}, {@code share}, {@code conversion}, {@code retention}, {@code cumulative} or {@code derived}
     * @param title its name
     * @param text what it means
     * @param formula how it is worked out
     * @param unit {@code amount}, {@code count}, {@code rate}, {@code number} or {@code seconds}
     * @param direction which way is better: {@code up}, {@code down} or {@code none}
     * @param additivity {@code additive}, {@code not_over_products} or {@code none}
     * @param refundBasis {@code none}, {@code not_removed}, {@code refund_day} or {@code paid_day}
     * @param grain the shortest period
     * @param owner who answers for the definition
     * @param group {@code traffic}, {@code conversion}, {@code retention}, {@code value} or {@code supply}; {@code own} of a shop's own
     * @param dimensions the ids of the dimensions that it can be split by
     * @param products the ids of metrics whose product it is, or none
     * @param terms the ids of metrics whose sum it is, those that are taken off with a minus before them, or none
     * @param sides the ids of numerator and denominator, where both are metrics, or none
     */
    public record Metric(
            String id,
            String kind,
            Label title,
            Label text,
            Label formula,
            String unit,
            String direction,
            String additivity,
            String refundBasis,
            String grain,
            String owner,
            String group,
            List<String> dimensions,
            List<String> products,
            List<String> terms,
            List<String> sides) {

        /** Whether it has a numerator and a denominator, which can be asked for as {@code <id>.numerator} and {@code <id>.denominator}. */
        public boolean isRatio() {
            return switch (kind) {
                case "ratio", "conversion", "retention", "cumulative" -> true;
                default -> false;
            };
        }
    }

    /**
     * A dimension as readers see it.
     *
     * @param id for example {@code channel}
     * @param title its name
     * @param values the titles of the values that are known in advance; empty for those that come with the data
     */
    public record Dimension(String id, Label title, Map<String, Label> values) {}
}
