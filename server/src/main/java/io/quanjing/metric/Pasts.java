package io.quanjing.metric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Figures as they were known at a moment: worked out at that time from what the warehouse had then. */
public interface Pasts {

    /**
     * What answers at a moment.
     *
     * @param text {@code 2026-04-15T06:25:00Z}
     * @throws io.quanjing.kernel.QuanjingException if it is no moment, lies ahead, or the warehouse cannot say what it knew
     */
    Past at(String text);

    /**
     * A moment.
     *
     * @param at to the second
     * @param metrics answers questions as it did then
     * @param rows the facts behind those figures
     */
    record Past(Instant at, Metrics metrics, MetricRows rows) {}

    /** The moment of a parameter, or null where there is none. */
    default @Nullable Past orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : at(text);
    }
}
