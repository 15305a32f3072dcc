package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.metric.MetricAnswer.Label;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders that were paid last, with nothing in them that says who bought: no order id, no customer, no place smaller than a province. */
public interface LatestOrders {

    /** More than anybody reads on a wall. */
    int MOST = 50;

    /**
     * One paid order.
     *
     * @param at when it was paid
     * @param region province or country, or null
     * @param product what people call the product that most of the amount is for, or null
     * @param amount paid, with two places, refunds not removed
     * @param currency of the amount
     */
    record PaidOrder(
            Instant at, @Nullable Label region, @Nullable Label product, String amount, String currency) {}

    /**
     * The latest of yesterday's and today's orders, the last one first.
     *
     * @param shops ids or names; empty means all that the caller sees
     * @param limit 1 to {@link #MOST}
     * @throws io.quanjing.kernel.QuanjingException if there is no such shop or limit
     */
    List<PaidOrder> latest(List<String> shops, int limit, Caller caller);
}
