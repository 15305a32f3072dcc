package io.quanjing.demo;

import java.time.LocalDate;

/**
 * Everything that a simulation starts from; two equal worlds tell the same.
 *
 * @param seed of all streams
 * @param days days from the first to the last, both included
 * @param scale factor on sessions: 1 is the whole brand
 */
record World(
        long seed,
        LocalDate firstDay,
        int days,
        double scale,
        Scenario scenario,
        Catalogue catalogue,
        DayPlans plans,
        Texts texts) {

    static World of(long seed, LocalDate firstDay, int days, double scale) {
        Catalogue catalogue = new Catalogue();
        return new World(
                seed,
                firstDay,
                days,
                scale,
                new Scenario(),
                catalogue,
                new DayPlans(firstDay, days, catalogue),
                new Texts());
    }

    /** The moment at which the last day ends, on the wall clock. */
    long end() {
        return (firstDay.toEpochDay() + days) * 86_400L;
    }
}
