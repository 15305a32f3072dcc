package io.quanjing.metric.dictionary;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A figure with everything that a reader has to know about it.
 *
 * @param id for example {@code gmv}
 * @param kind how it is defined
 * @param definition the formula over measures
 * @param caveats when the figure is not known, or there is something to say about it
 * @param title what people call it
 * @param text what it means
 * @param formula how it is worked out, for people
 * @param unit of its values
 * @param direction which way is better
 * @param additivity what adds up to its total
 * @param refundBasis how refunds count
 * @param grain the shortest period it can be asked for
 * @param owner who answers for the definition
 * @param dimensions the ids of the dimensions that it can be split by
 * @param ways how its change can be taken apart
 */
public record Metric(
        String id,
        Kind kind,
        Formula definition,
        List<Caveat> caveats,
        Title title,
        Title text,
        Title formula,
        Unit unit,
        Direction direction,
        Additivity additivity,
        RefundBasis refundBasis,
        io.quanjing.kernel.Grain grain,
        String owner,
        Set<String> dimensions,
        Ways ways) {

    /**
     * The metrics by which a change is explained; each list may be empty.
     *
     * @param products ids whose product is this metric
     * @param terms ids whose sum is this metric
     * @param sides the ids of numerator and denominator, where these are metrics
     */
    public record Ways(List<String> products, List<Term> terms, List<String> sides) {

        /** Nothing is said of how it may be taken apart. */
        static final Ways NONE = new Ways(List.of(), List.of(), List.of());
    }

    /**
     * A part of a sum.
     *
     * @param metric its id
     * @param minus whether it is taken off
     */
    public record Term(String metric, boolean minus) {}

    /** The numerator of a ratio as a figure of its own, without a unit; null if this is no ratio of groups that add up by themselves. */
    @Nullable Metric numerator() {
        return side("numerator", true);
    }

    /** As {@link #numerator()}, below the line. */
    @Nullable Metric denominator() {
        return side("denominator", false);
    }

    /** Whether it has a numerator and a denominator. */
    public boolean isRatio() {
        return switch (kind) {
            case RATIO, CONVERSION, RETENTION, CUMULATIVE -> true;
            case SIMPLE, SHARE, DERIVED -> false;
        };
    }

    private @Nullable Metric side(String name, boolean left) {
        return isRatio()
                ? new Metric(
                        id + "." + name,
                        Kind.SIMPLE,
                        definition.side(left),
                        List.of(),
                        title,
                        text,
                        formula,
                        Unit.NUMBER,
                        Direction.NONE,
                        Additivity.NONE,
                        refundBasis,
                        grain,
                        owner,
                        dimensions,
                        Ways.NONE)
                : null;
    }

    /** How a metric is defined. */
    public enum Kind {
        /** A measure. */
        SIMPLE,
        /** A numerator by a denominator. */
        RATIO,
        /** The part of all rows together that a row is. */
        SHARE,
        /** Of those who did one thing, those who did another later. */
        CONVERSION,
        /** Of those who came, those who came back. */
        RETENTION,
        /** What has added up for each since the first time. */
        CUMULATIVE,
        /** An expression of metrics. */
        DERIVED
    }

    /** Of a value. */
    public enum Unit {
        AMOUNT,
        COUNT,
        RATE,
        NUMBER,
        SECONDS
    }

    /** Which way is better. */
    public enum Direction {
        UP,
        DOWN,
        NONE
    }

    /** What adds up to the total. */
    public enum Additivity {
        /** Periods and the parts of every dimension. */
        ADDITIVE,
        /** Periods and everything that an order has once; not products, SKUs and categories. */
        NOT_OVER_PRODUCTS,
        /** Nothing: worked out anew on each level. */
        NONE
    }

    /** How refunds count. */
    public enum RefundBasis {
        /** The figure has nothing to do with payments. */
        NONE,
        /** Later refunds are not removed. */
        NOT_REMOVED,
        /** On the day of the refund. */
        REFUND_DAY,
        /** On the day on which the order was paid: restates the past. */
        PAID_DAY
    }

    /**
     * When a figure is not known, or there is something to say about it.
     *
     * @param measure counts the rows for which this is so
     * @param of counts all rows
     * @param note the code of the note, without the module
     */
    public record Caveat(String measure, String of, String note) {}
}
