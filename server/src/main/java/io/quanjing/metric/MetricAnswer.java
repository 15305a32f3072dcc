package io.quanjing.metric;

import io.quanjing.kernel.DayRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer.
 *
 * @param rows each row by key: dimension ids, {@code period} where a grain was asked, metric ids, and with a comparison also
 *     {@code <id>_base} and {@code <id>_change}; amounts are decimal strings with two places, rates numbers from 0 to 1, counts integers;
 *     a dimension without a value is null
 * @param range the days that were asked for
 * @param base the days that were compared with, or null
 * @param currency of the amounts, or null if the question has none
 * @param notes what a reader has to know: unknown costs, open periods, too little history
 * @param truncated whether there are more rows than the limit
 * @param asOf when the question was answered
 * @param version of the warehouse before it was answered: the answer may show later facts, never only earlier ones
 * @param labels the titles of values in the rows, by dimension and value; only of values that have one; none in an export
 */
public record MetricAnswer(
        List<Map<String, @Nullable Object>> rows,
        DayRange range,
        @Nullable DayRange base,
        @Nullable String currency,
        List<Note> notes,
        boolean truncated,
        Instant asOf,
        long version,
        Map<String, Map<String, Label>> labels) {

    MetricAnswer with(Map<String, Map<String, Label>> titles) {
        return new MetricAnswer(rows, range, base, currency, notes, truncated, asOf, version, titles);
    }

    /**
     * Something to know about figures of the answer.
     *
     * @param code for example {@code metric.cost_unknown}; the page words it
     * @param metric the metric concerned
     * @param arguments the values of the message
     */
    public record Note(String code, String metric, Map<String, Object> arguments) {}

    /**
     * What people call a value.
     *
     * @param zh in Chinese
     * @param en in English
     */
    public record Label(String zh, String en) {}
}
