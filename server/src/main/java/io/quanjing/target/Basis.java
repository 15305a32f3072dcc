package io.quanjing.target;

import io.quanjing.metric.MetricDictionary;
import java.util.Locale;

/** What the target of several days is. */
enum Basis {
    /** The sum of its days, as the figure is. */
    SUM,
    /** The sum of its days, although the figure is worked out anew: of visitors, each day's are counted and added. */
    DAY_SUM,
    /** A level that each day is to have: rates, averages, people who stand at the end of a period. */
    LEVEL;

    static Basis of(MetricDictionary.Metric metric) {
        boolean adds = !metric.additivity().equals("none");
        return switch (metric.unit()) {
            case "amount", "number" -> adds ? SUM : LEVEL;
            // What is known by the hour is counted while it happens; what is not is a state at the end of a day.
            case "count" -> adds ? SUM : metric.grain().equals("hour") ? DAY_SUM : LEVEL;
            default -> LEVEL;
        };
    }

    /** Decimal places that a target may have. */
    static int scale(MetricDictionary.Metric metric) {
        return switch (metric.unit()) {
            case "count" -> 0;
            case "rate" -> 6;
            default -> 2;
        };
    }

    /** The public name: {@code sum}, {@code day_sum} or {@code level}. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
