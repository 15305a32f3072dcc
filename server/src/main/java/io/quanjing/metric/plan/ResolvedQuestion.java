package io.quanjing.metric.plan;

import io.quanjing.access.Shop;
import io.quanjing.calendar.Alignment;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Dimension;
import io.quanjing.metric.dictionary.Metric;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question whose names have been looked up.
 *
 * @param metrics what is asked
 * @param range shop days
 * @param grain of the periods
 * @param by what to split by
 * @param keeps what to keep
 * @param shops whose figures
 * @param comparison with what, or null
 * @param order the metric to sort by, or null
 * @param limit rows
 * @param now when it is asked
 * @param except what is left away, or null
 * @param alignment which days stand beside which, where an event is compared with its last edition
 * @param against the days that somebody chose to compare with, or null
 */
public record ResolvedQuestion(
        List<Metric> metrics,
        DayRange range,
        Grain grain,
        List<Dimension> by,
        List<Keep> keeps,
        List<Shop> shops,
        @Nullable Comparison comparison,
        @Nullable Metric order,
        int limit,
        Instant now,
        @Nullable Except except,
        @Nullable Alignment alignment,
        @Nullable DayRange against) {

    /** A question that leaves nothing away and is compared neither with an event nor with chosen days. */
    public ResolvedQuestion(
            List<Metric> metrics,
            DayRange range,
            Grain grain,
            List<Dimension> by,
            List<Keep> keeps,
            List<Shop> shops,
            @Nullable Comparison comparison,
            @Nullable Metric order,
            int limit,
            Instant now) {
        this(metrics, range, grain, by, keeps, shops, comparison, order, limit, now, null, null, null);
    }

    /** The same figures in one row, without those of the rows shown. */
    public ResolvedQuestion beyond(List<List<@Nullable Object>> shown) {
        return beyond(by, shown);
    }

    /** The same figures in one row, without those of some rows of a breakdown by these dimensions. */
    public ResolvedQuestion beyond(List<Dimension> split, List<List<@Nullable Object>> shown) {
        return with(range, List.of(), keeps, null, 1, new Except(split, shown));
    }

    /** The same question of other days. */
    public ResolvedQuestion within(DayRange days) {
        return with(days, by, keeps, order, limit, except);
    }

    /** The same question, split. */
    public ResolvedQuestion by(List<Dimension> split) {
        return with(range, split, keeps, order, limit, except);
    }

    /** The same question of fewer rows. */
    public ResolvedQuestion keeping(List<Keep> more) {
        return with(range, by, Stream.concat(keeps.stream(), more.stream()).toList(), order, limit, except);
    }

    private ResolvedQuestion with(
            DayRange days,
            List<Dimension> split,
            List<Keep> kept,
            @Nullable Metric sorted,
            int rows,
            @Nullable Except left) {
        return new ResolvedQuestion(
                metrics, days, grain, split, kept, shops, comparison, sorted, rows, now, left, alignment, against);
    }

    /** Whether the range includes the running day of a shop, or days to come. */
    public boolean open() {
        return shops.stream().anyMatch(shop -> !range.to().isBefore(shop.clock().day(now)));
    }
}
