package io.quanjing.target;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the figure of a period will probably land.
 *
 * @param value what has come so far and what is expected of the days left; null if nothing is foretold
 * @param low eight of ten periods end between this
 * @param high and this; both are null without an interval
 * @param why there is no value or no interval, or null
 */
record Landing(
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Why why) {

    /** So few complete days say nothing about the rest. */
    static final int FEWEST_DAYS = 7;

    /** So many of the last days show how much days scatter. */
    static final int SCATTER_DAYS = 28;

    /** The quantile 0.9 of Student's t by degrees of freedom from 6 to 27: scipy 1.17.1, {@code scipy.stats.t.ppf(0.9, n)}. */
    private static final double[] T90 = {
        1.439756, 1.414924, 1.396815, 1.383029, 1.372184, 1.363430, 1.356217, 1.350171, 1.345030, 1.340606, 1.336757,
        1.333379, 1.330391, 1.327728, 1.325341, 1.323188, 1.321237, 1.319460, 1.317836, 1.316345, 1.314972, 1.313703
    };

    /** Why something is not foretold. */
    enum Why {
        /** Fewer than seven days of the period are over. */
        TOO_FEW_DAYS,
        /** Every day is over. */
        ENDED,
        /** A level has nothing to add up. */
        LEVEL,
        /** The days so far, or those left, have no target to be measured by. */
        NO_SHAPE,
        /** A day had nothing at all: what days scatter like is not known. */
        EMPTY_DAYS;

        /** The public name: {@code too_few_days} … */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A day that is over.
     *
     * @param target what it was to bring
     * @param actual what it brought
     */
    record Day(double target, double actual) {}

    static Landing none(Why why) {
        return new Landing(null, null, null, why);
    }

    /**
     * Foretells a period of which each day brings its target times a ratio that all days have in common, times chance: the logarithms of
     * what days brought by what they were to bring scatter independently and normally. The ratio r is all that came by all that was to
     * come; σ² the variance of the logarithms of the last days. The sum of the days left, S·r, has, with the uncertainty of r, the
     * relative variance c² = (exp σ² − 1)·(Σs²/S² of the days left + Σs²/S² of the days so far), and is taken as log-normal with this mean
     * and variance (Fenton 1960, IRE Transactions on Communications Systems 8, 57): with τ² = ln(1 + c²) and Student's t for a σ that is
     * estimated, S·r·exp(−τ²/2 ± t·τ).
     *
     * @param over the days of the period that are over, in time
     * @param left the targets of its other days
     * @param last the last days before today that have a target, 28 at most, of the period or before it
     */
    static Landing of(List<Day> over, List<Double> left, List<Day> last) {
        if (left.isEmpty()) {
            return none(Why.ENDED);
        }
        if (over.size() < FEWEST_DAYS) {
            return none(Why.TOO_FEW_DAYS);
        }
        double came = over.stream().mapToDouble(Day::actual).sum();
        double wanted = over.stream().mapToDouble(Day::target).sum();
        double open = left.stream().mapToDouble(Double::doubleValue).sum();
        if (wanted <= 0 || open <= 0) {
            return none(Why.NO_SHAPE);
        }
        double rest = open * came / wanted;
        double[] logs = last.stream()
                .filter(day -> day.target() > 0 && day.actual() > 0)
                .mapToDouble(day -> Math.log(day.actual() / day.target()))
                .toArray();
        if (logs.length < last.size() || logs.length < FEWEST_DAYS || came <= 0) {
            return new Landing(came + rest, null, null, Why.EMPTY_DAYS);
        }
        double concentration =
                squares(left.stream().mapToDouble(Double::doubleValue).toArray()) / (open * open)
                        + squares(over.stream().mapToDouble(Day::target).toArray()) / (wanted * wanted);
        double tau2 = Math.log1p(Math.expm1(variance(logs)) * concentration);
        double reach = T90[logs.length - FEWEST_DAYS] * Math.sqrt(tau2);
        return new Landing(
                came + rest,
                came + rest * Math.exp(-tau2 / 2 - reach),
                came + rest * Math.exp(-tau2 / 2 + reach),
                null);
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
