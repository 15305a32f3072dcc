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
 * @param whole what is beside the rows, or null if it was not asked for
 * @param labels the titles of values in the rows, by dimension and value; only of values that have one; none in an export of
 *     more than 2,000 rows
 * @param basePeriods the first base day, or hour, that stands beside each period of the rows; periods without a base are absent, and so are
 *     all without a grain or comparison, or with dimensions
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
        @Nullable Whole whole,
        Map<String, Map<String, Label>> labels,
        Map<String, String> basePeriods) {

    /** An answer without a rest or a comparison by periods. */
    public MetricAnswer(
            List<Map<String, @Nullable Object>> rows,
            DayRange range,
            @Nullable DayRange base,
            @Nullable String currency,
            List<Note> notes,
            boolean truncated,
            Instant asOf,
            long version,
            Map<String, Map<String, Label>> labels) {
        this(rows, range, base, currency, notes, truncated, asOf, version, null, labels, Map.of());
    }

    MetricAnswer with(Map<String, Map<String, Label>> titles) {
        return new MetricAnswer(
                rows, range, base, currency, notes, truncated, asOf, version, whole, titles, basePeriods);
    }

    /**
     * What makes the rows of a breakdown whole. Every figure is worked out from the facts anew: people who are in several rows count
     * once, ratios are those of all. What adds up, adds up: rows and rest are the total.
     *
     * @param others how many values are not among the rows
     * @param rest the figures of all others together, as a row without dimensions; null if there are none
     * @param total the figures of everything that was split, as a row without dimensions
     */
    public record Whole(
            long others, @Nullable Map<String, @Nullable Object> rest, Map<String, @Nullable Object> total) {}

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
