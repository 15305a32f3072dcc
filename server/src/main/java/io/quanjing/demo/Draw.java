package io.quanjing.demo;

/**
 * A stream of random numbers that costs no allocation and can be started anywhere: the same seed and coordinates give the same stream,
 * whatever was drawn before. SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). Only {@link
 * StrictMath} is used, so that every machine draws the same.
 */
final class Draw {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts the stream of a purpose at two coordinates. */
    Draw start(long seed, int purpose, long first, long second) {
        state = mix(mix(mix(seed + GOLDEN * purpose) + GOLDEN * (first + 1)) + GOLDEN * (second + 1));
        return this;
    }

    /** A well mixed number from a number. */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 (included) to 1 (excluded) that belongs to a number. */
    static double unitOf(long value) {
        return (mix(value * GOLDEN + GOLDEN) >>> 11) * 0x1.0p-53;
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** From 0 (included) to 1 (excluded). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** From 0 to n − 1. */
    int below(int n) {
        return (int) (((next() >>> 33) * n) >>> 31);
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /** Standard normal, by the sum of twelve uniforms: near enough for a story, and cheap. */
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit();
        }
        return sum;
    }

    /** Poisson; above a mean of 30 by the rounded normal. */
    int poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 30) {
            return Math.max(0, (int) StrictMath.rint(mean + StrictMath.sqrt(mean) * normal()));
        }
        double limit = StrictMath.exp(-mean);
        double product = unit();
        int count = 0;
        while (product > limit) {
            product *= unit();
            count++;
        }
        return count;
    }

    /** The position in a rising list of cumulated weights. */
    int pick(double[] cumulated) {
        return position(cumulated, unit());
    }

    /** The position that a number from 0 to 1 has in a rising list of cumulated weights. */
    static int position(double[] cumulated, double unit) {
        double at = unit * cumulated[cumulated.length - 1];
        int low = 0;
        int high = cumulated.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulated[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Cumulates weights for {@link #pick}. */
    static double[] cumulate(double... weights) {
        double[] sums = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            sums[i] = sum;
        }
        return sums;
    }
}
