package io.quanjing.metric;

import java.util.List;

/**
 * Between which values a figure is normal, from what it was on comparable days: the median, give or take three standard deviations as the
 * median of the absolute deviations estimates them (times 1.4826, which is right for a normal distribution: Rousseeuw and Croux 1993, JASA 88,
 * 1273), so that one promotion day among them does not make every day after it look poor. It is never narrower than a fifth of the median and,
 * for what is counted, than three times the median's square root, by which counts of that size scatter by chance alone (Poisson).
 *
 * @param low the least that is normal; not below zero where no day was
 * @param high the most that is normal
 */
record Band(double low, double high) {

    private static final double NORMAL_CONSISTENCY = 1.4826;
    private static final double DEVIATIONS = 3;
    private static final double LEAST_SHARE = 0.2;

    /**
     * The band of these values, of which there is at least one.
     *
     * @param unit as the dictionary names it: {@code count}, {@code rate} …
     */
    static Band of(List<Double> values, String unit) {
        double median = median(values);
        double deviation =
                median(values.stream().map(value -> Math.abs(value - median)).toList());
        double width = Math.max(DEVIATIONS * NORMAL_CONSISTENCY * deviation, LEAST_SHARE * Math.abs(median));
        if (unit.equals("count")) {
            width = Math.max(width, DEVIATIONS * Math.sqrt(Math.abs(median)));
        }
        boolean positive = values.stream().allMatch(value -> value >= 0);
        double low = positive ? Math.max(0, median - width) : median - width;
        return new Band(rounded(low, unit), rounded(median + width, unit));
    }

    boolean holds(double value) {
        return low <= value && value <= high;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double rounded(double value, String unit) {
        double parts = unit.equals("rate") ? 1e6 : 100;
        return Math.round(value * parts) / parts;
    }
}
