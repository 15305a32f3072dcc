package io.quanjing.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The promotion calendar: four promotions a year, each with phases, and the slow days around lunar new year. */
final class Promotions {

    /**
     * A stretch of days inside a promotion.
     *
     * @param traffic factor on sessions
     * @param order factor on order rates
     * @param discount share of the list price given away
     */
    record Phase(
            String campaign,
            String title,
            String phase,
            LocalDate from,
            LocalDate to,
            double traffic,
            double order,
            double discount) {}

    static final double ORDINARY_DISCOUNT = 0.06;

    private final List<Phase> phases = new ArrayList<>();
    private final List<LocalDate> newYears = List.of(
            LocalDate.of(2024, 2, 10),
            LocalDate.of(2025, 1, 29),
            LocalDate.of(2026, 2, 17),
            LocalDate.of(2027, 2, 6),
            LocalDate.of(2028, 1, 26),
            LocalDate.of(2029, 2, 13),
            LocalDate.of(2030, 2, 3));

    Promotions(int firstYear, int lastYear) {
        for (int year = firstYear; year <= lastYear; year++) {
            add(year, "nianhuo", "年货节", "warm_up", 1, 8, 1, 9, 1.15, 0.85, 0.06);
            add(year, "nianhuo", "年货节", "sale", 1, 10, 1, 20, 1.30, 1.15, 0.14);
            add(year, "nianhuo", "年货节", "last_call", 1, 21, 1, 26, 1.20, 1.25, 0.16);
            add(year, "women38", "38节", "warm_up", 3, 2, 3, 4, 1.20, 0.80, 0.06);
            add(year, "women38", "38节", "sale", 3, 5, 3, 9, 1.55, 1.30, 0.18);
            add(year, "618", "618", "warm_up", 5, 24, 5, 30, 1.25, 0.75, 0.06);
            add(year, "618", "618", "opening", 5, 31, 6, 3, 1.80, 1.45, 0.20);
            add(year, "618", "618", "sale", 6, 4, 6, 14, 1.15, 1.05, 0.12);
            add(year, "618", "618", "peak", 6, 15, 6, 18, 1.95, 1.50, 0.22);
            add(year, "618", "618", "encore", 6, 19, 6, 20, 1.20, 1.10, 0.14);
            add(year, "double11", "双11", "warm_up", 10, 20, 10, 30, 1.25, 0.75, 0.06);
            add(year, "double11", "双11", "opening", 10, 31, 11, 3, 2.00, 1.50, 0.22);
            add(year, "double11", "双11", "sale", 11, 4, 11, 9, 1.20, 1.05, 0.12);
            add(year, "double11", "双11", "peak", 11, 10, 11, 11, 2.60, 1.75, 0.25);
            add(year, "double11", "双11", "encore", 11, 12, 11, 13, 1.20, 1.10, 0.14);
        }
    }

    private void add(
            int year,
            String id,
            String title,
            String phase,
            int fromMonth,
            int fromDay,
            int toMonth,
            int toDay,
            double traffic,
            double order,
            double discount) {
        phases.add(new Phase(
                id + "-" + year,
                title + " " + year,
                phase,
                LocalDate.of(year, fromMonth, fromDay),
                LocalDate.of(year, toMonth, toDay),
                traffic,
                order,
                discount));
    }

    /** All phases by date. */
    List<Phase> phases() {
        return phases;
    }

    /** The phase of a day, if it lies in a promotion. */
    @Nullable Phase on(LocalDate day) {
        for (Phase phase : phases) {
            if (!day.isBefore(phase.from()) && !day.isAfter(phase.to())) {
                return phase;
            }
        }
        return null;
    }

    /** The factor of a day around lunar new year, when people travel and parcels rest; 1 on other days. */
    double holiday(LocalDate day) {
        for (LocalDate newYear : newYears) {
            if (!day.isBefore(newYear.minusDays(2)) && !day.isAfter(newYear.plusDays(4))) {
                return 0.52;
            }
        }
        return 1;
    }
}
