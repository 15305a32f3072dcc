package io.quanjing.demo;

import java.util.Map;

/** What platforms, payment services and creators charge for an order, and give back with a refund. */
final class Bill {

    /** Hundredths of a percent of what was paid, as these platforms charge in the trades of the demo shop; the own shop pays none. */
    private static final Map<String, Integer> COMMISSION =
            Map.of("pdd", 300, "xhs", 500, "mini", 0, "jd", 600, "douyin", 400, "tmall", 500);

    private static final int PAYMENT = 60;
    private static final int CREATOR = 1_500;

    private final Scenario.ShopPlan shop;
    private final ShopRows rows;

    Bill(Scenario.ShopPlan shop, ShopRows rows) {
        this.shop = shop;
        this.rows = rows;
    }

    /** The lines of a payment; a commission of nothing is told too, for it is known. */
    void paid(OrderFacts order, long amount) {
        if (!rows.window().touches(order.paidAt)) {
            return;
        }
        line(order, order.order, order.paidAt, "commission", part(amount, commission()));
        line(order, order.order, order.paidAt, "payment", part(amount, PAYMENT));
        if (order.byCreator) {
            line(order, order.order, order.paidAt, "creator", part(amount, CREATOR));
        }
    }

    /** What a refund brings back: the payment service keeps its fee. */
    void refunded(OrderFacts order, String refund, long at, long amount) {
        if (commission() > 0) {
            line(order, refund, at, "commission", -part(amount, commission()));
        }
        if (order.byCreator) {
            line(order, refund, at, "creator", -part(amount, CREATOR));
        }
    }

    private int commission() {
        return COMMISSION.getOrDefault(shop.id(), 0);
    }

    private static long part(long amount, int rate) {
        return (amount * rate + 5_000) / 10_000;
    }

    private void line(OrderFacts order, String of, long at, String kind, long cents) {
        rows.table("order_fee", Columns.ORDER_FEE)
                .text(of + "-" + kind)
                .moment(at)
                .text(order.order)
                .text(kind)
                .cents(cents)
                .text(ShopRows.CURRENCY)
                .end();
    }
}
