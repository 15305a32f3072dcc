package io.quanjing.metric.dictionary;

import java.util.List;
import java.util.Set;

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
        Set<String> dimensions) {

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
