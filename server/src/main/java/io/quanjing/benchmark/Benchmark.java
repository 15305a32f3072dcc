package io.quanjing.benchmark;

import io.quanjing.kernel.DayRange;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure of the industry.
 *
 * @param metric the id of the metric
 * @param category a path such as {@code 美妆/面膜}; empty for the whole industry
 * @param basis what the numbers are
 * @param days the period that it is about
 * @param value the mean, in the unit of the metric, or as a share where it is a change
 * @param quartiles or null
 * @param source who says so
 */
record Benchmark(
        String metric,
        String category,
        Basis basis,
        DayRange days,
        BigDecimal value,
        @Nullable Quartiles quartiles,
        String source) {

    /** The figures that a quarter, a half and three quarters of the industry stay below. */
    record Quartiles(BigDecimal p25, BigDecimal p50, BigDecimal p75) {

        /** In which quarter a figure lies: 1 is the lowest. */
        int of(BigDecimal figure) {
            return 1 + over(figure, p25) + over(figure, p50) + over(figure, p75);
        }

        private static int over(BigDecimal figure, BigDecimal bound) {
            return figure.compareTo(bound) >= 0 ? 1 : 0;
        }
    }
}
