package io.quanjing.demo;

/** What becomes of the order in work; moments are 0 where they never come. One object is used for all orders of a shop. */
final class OrderFacts {
    String order = "";
    int customer;
    long visitor;
    String channel = "";
    String method = "";
    boolean byCreator;
    Scenario.Place place = new Scenario.Place("", 0, "", 0);
    long createdAt;
    long paidAt;
    long shippedAt;
    long deliveredAt;
    long completedAt;
    long closedAt;
    private Basket basket = new Basket();

    void reset(Visit visit, String ofOrder, int ofCustomer, Basket of) {
        order = ofOrder;
        customer = ofCustomer;
        visitor = visit.visitor;
        channel = visit.channel;
        byCreator = visit.creator != null;
        basket = of;
        createdAt = 0;
        paidAt = 0;
        shippedAt = 0;
        deliveredAt = 0;
        completedAt = 0;
        closedAt = 0;
    }

    Basket basket() {
        return basket;
    }

    int pieces() {
        int pieces = 0;
        for (int i = 0; i < basket.lines; i++) {
            pieces += basket.gift[i] ? 0 : basket.quantity[i];
        }
        return pieces;
    }

    /** The status at the end of a window. */
    String status(Window window) {
        if (window.passed(closedAt)) {
            return "closed";
        }
        if (window.passed(completedAt)) {
            return "completed";
        }
        if (window.passed(shippedAt)) {
            return "shipped";
        }
        return window.passed(paidAt) ? "paid" : "created";
    }
}
