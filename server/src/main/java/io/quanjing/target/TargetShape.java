package io.quanjing.target;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the days of a year are expected to differ.
 *
 * @param kind where it comes from
 * @param weights of each day beside the others
 * @param known how many days last year's figures stand behind
 */
record TargetShape(Kind kind, Map<LocalDate, BigDecimal> weights, int known) {

    /** Fewer days of last year say too little about a year. */
    static final int FEWEST_KNOWN = 28;

    private static final int PLACES = 6;

    /** Where a shape comes from. */
    enum Kind {
        /** Each day has its partner's figure. */
        LAST_YEAR,
        /** Some days have no known partner and are like the mean of the others. */
        PARTLY,
        /** All days are the same: too little of last year is known. */
        EVEN;

        /** The public name: {@code last_year}, {@code partly} or {@code even}. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The shape of a year.
     *
     * @param partners the day of last year beside each day
     * @param figures of the days of last year that are known; what is below zero weighs nothing
     */
    static TargetShape of(Map<LocalDate, LocalDate> partners, Map<LocalDate, BigDecimal> figures) {
        Map<LocalDate, BigDecimal> weights = new HashMap<>();
        partners.forEach((day, partner) -> {
            BigDecimal figure = figures.get(partner);
            if (figure != null) {
                weights.put(day, figure.max(BigDecimal.ZERO));
            }
        });
        int known = weights.size();
        BigDecimal sum = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (known < FEWEST_KNOWN || sum.signum() == 0) {
            return even(List.copyOf(partners.keySet()));
        }
        if (known == partners.size()) {
            return new TargetShape(Kind.LAST_YEAR, weights, known);
        }
        BigDecimal mean = sum.divide(BigDecimal.valueOf(known), PLACES, RoundingMode.HALF_UP);
        partners.keySet().forEach(day -> weights.putIfAbsent(day, mean));
        return new TargetShape(Kind.PARTLY, weights, known);
    }

    private static TargetShape even(List<LocalDate> days) {
        Map<LocalDate, BigDecimal> weights = new HashMap<>();
        days.forEach(day -> weights.put(day, BigDecimal.ONE));
        return new TargetShape(Kind.EVEN, weights, 0);
    }

    /** Of a day of the year. */
    BigDecimal weight(LocalDate day) {
        return weights.getOrDefault(day, BigDecimal.ZERO);
    }
}
