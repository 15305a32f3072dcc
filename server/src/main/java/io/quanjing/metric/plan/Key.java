package io.quanjing.metric.plan;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dimension;

/** What rows are grouped by. */
public sealed interface Key {

    /** A value of a dimension. */
    record OfDimension(Dimension dimension) implements Key {}

    /** The first day of the period; for hours, the shop day. */
    record OfPeriod(Grain grain) implements Key {}

    /**
     * The hour of the shop day in the order of time: hours before the cut-off are those after midnight, 24 and more.
     *
     * @param cutoff the hour at which the shop day starts
     */
    record OfHour(int cutoff) implements Key {}
}
