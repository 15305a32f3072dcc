package io.quanjing.ingest.quality;

import io.quanjing.ingest.QualityCheck.State;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What data is held to. Every rule measures one number, the larger the worse.
 *
 * @param title what it is called, by language
 * @param text what it measures, by language
 * @param unit of the number: times, days, share, deviations, columns
 * @param warning from which value on it is a warning
 * @param failing from which value on it fails; null if it never does
 */
record Rule(
        Map<String, String> title,
        Map<String, String> text,
        String unit,
        BigDecimal warning,
        @Nullable BigDecimal failing) {

    static final String FRESHNESS = "freshness";
    static final String GAPS = "gaps";
    static final String UNKNOWN = "unknown";
    static final String VOLUME = "volume";
    static final String DUPLICATES = "duplicates";
    static final String LATE = "late";
    static final String DRIFT = "drift";
    static final String REJECTED = "rejected";
    static final String RECONCILIATION = "reconciliation";

    /** How a value stands under limits. */
    static State state(@Nullable BigDecimal value, BigDecimal warning, @Nullable BigDecimal failing) {
        if (value == null) {
            return State.TOO_LITTLE;
        }
        if (failing != null && value.compareTo(failing) >= 0) {
            return State.FAILING;
        }
        return value.compareTo(warning) >= 0 ? State.WARNING : State.OK;
    }
}
