package io.quanjing.demo;

/**
 * What is told: everything that is known from one moment (included) to another (excluded), in seconds on the shops' wall clock. Facts
 * that can still change (orders, parcels, customers) are told as they stand at the end.
 */
record Window(long from, long now) {

    /** From the beginning. */
    static Window upTo(long now) {
        return new Window(Long.MIN_VALUE, now);
    }

    boolean has(long moment) {
        return moment >= from && moment < now;
    }

    /** Whether a moment (0: never) has passed at the end. */
    boolean passed(long moment) {
        return moment != 0 && moment < now;
    }

    /** Whether a moment (0: never) lies in the window. */
    boolean touches(long moment) {
        return moment != 0 && has(moment);
    }

    /** Whether the end of a day lies in the window: daily statements come when the day is over. */
    boolean closes(long epochDay) {
        long end = (epochDay + 1) * 86_400L;
        return end > from && end <= now;
    }
}
