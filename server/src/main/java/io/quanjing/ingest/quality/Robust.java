package io.quanjing.ingest.quality;

import java.util.List;

/** Statistics that a few odd values do not move. */
final class Robust {

    /** Makes the median deviation of normal values their standard deviation: 1 / Φ⁻¹(3/4), as R's {@code mad} has it. */
    static final double CONSISTENCY = 1.4826;

    private Robust() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The median of the distances from the median, as a standard deviation. */
    static double deviation(List<Double> values) {
        double median = median(values);
        return CONSISTENCY
                * median(values.stream().map(v -> Math.abs(v - median)).toList());
    }

    /** The smallest value that at least this share of the values does not exceed. */
    static long quantile(List<Long> values, double share) {
        List<Long> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
