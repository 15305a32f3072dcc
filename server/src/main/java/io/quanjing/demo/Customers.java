package io.quanjing.demo;

import java.util.Arrays;

/**
 * The customers of one shop and when each comes back. Customers differ: each has a chance to drop out after a purchase and a rhythm, both
 * drawn once. A purchase that is due on a day is taken by the next session of the day that orders.
 */
final class Customers {

    /** Shares of the kinds: tries once, comes now and then, loyal. */
    static final double[] KINDS = {0.28, 0.40, 0.32};

    /** The chance to drop out after a purchase, by kind. */
    static final double[] DROP_OUT = {0.80, 0.34, 0.12};

    /** Mean days between purchases, by kind. */
    static final double[] RHYTHM = {55, 42, 29};

    private final long seed;
    private final int shop;
    private final Draw draw = new Draw();
    private int[][] due;
    private final int[] dueCount;
    private long[] visitor = new long[1024];
    private byte[] kind = new byte[1024];
    private int[] purchases = new int[1024];
    private int[] paid = new int[1024];
    private long[] registered = new long[1024];
    private long[] touched = new long[1024];
    private String[] channel = new String[1024];
    private int count;

    Customers(long seed, int shop, int days) {
        this.seed = seed;
        this.shop = shop;
        due = new int[days + 1][];
        dueCount = new int[days + 1];
    }

    int count() {
        return count;
    }

    /** A new customer; numbers start with 1. */
    int born(long visitorNumber, long at, String firstChannel) {
        count++;
        if (count >= visitor.length) {
            int size = visitor.length * 2;
            visitor = Arrays.copyOf(visitor, size);
            kind = Arrays.copyOf(kind, size);
            purchases = Arrays.copyOf(purchases, size);
            paid = Arrays.copyOf(paid, size);
            registered = Arrays.copyOf(registered, size);
            touched = Arrays.copyOf(touched, size);
            channel = Arrays.copyOf(channel, size);
        }
        visitor[count] = visitorNumber;
        double unit = Draw.unitOf(Draw.mix(seed) + shop * 1_000_003L + count);
        kind[count] = (byte) (unit < KINDS[0] ? 0 : unit < KINDS[0] + KINDS[1] ? 1 : 2);
        registered[count] = at;
        touched[count] = at;
        channel[count] = firstChannel;
        return count;
    }

    /** After an order: decides whether and when the customer is back. */
    void ordered(int customer, int day) {
        int number = purchases[customer]++;
        draw.start(seed, Purpose.CUSTOMER, shop * 100_000_000L + customer, number);
        if (draw.chance(DROP_OUT[kind[customer]])) {
            return;
        }
        // A gamma with shape 2 (the sum of two exponentials): rarely at once, rarely very late.
        double mean = RHYTHM[kind[customer]];
        int gap = 1 + (int) (draw.exponential(mean / 2) + draw.exponential(mean / 2));
        later(customer, day + gap);
    }

    /** A customer who bought before the history begins and comes back on a day. */
    void later(int customer, int day) {
        if (day >= due.length) {
            return;
        }
        int[] list = due[day];
        if (list == null) {
            list = new int[16];
        } else if (dueCount[day] == list.length) {
            list = Arrays.copyOf(list, list.length * 2);
        }
        list[dueCount[day]++] = customer;
        due[day] = list;
    }

    int dueOn(int day) {
        return dueCount[day];
    }

    /** Takes one of the customers who are due on a day; there must be one. */
    int take(int day, Draw by) {
        int[] list = due[day];
        int at = by.below(dueCount[day]);
        int customer = list[at];
        list[at] = list[--dueCount[day]];
        return customer;
    }

    /** Those who did not get to it come the next day. */
    void carryOver(int day) {
        for (int i = 0; i < dueCount[day]; i++) {
            later(due[day][i], day + 1);
        }
        dueCount[day] = 0;
        due[day] = new int[0];
    }

    long visitorOf(int customer) {
        return visitor[customer];
    }

    /** Notes a payment that is known by now. */
    void paid(int customer, long at) {
        paid[customer]++;
        touched[customer] = Math.max(touched[customer], at);
    }

    /** Whether the customer joins the members with the first order. */
    static boolean member(int shop, int customer) {
        return Draw.unitOf(shop * 7_000_003L + customer) < 0.55;
    }

    /** Tells those who are new or changed. */
    void write(ShopRows rows, Scenario scenario, Scenario.ShopPlan plan) {
        for (int i = 1; i <= count; i++) {
            if (!rows.window().has(touched[i]) || !rows.window().passed(registered[i])) {
                continue;
            }
            Scenario.Place place = scenario.place(plan, visitor[i]);
            boolean member = member(shop, i);
            String id = rows.customer(i);
            rows.table("customer", Columns.CUSTOMER)
                    .text(id)
                    .text(id)
                    .moment(registered[i])
                    .text(channel[i])
                    .text(place.region())
                    .text(place.city())
                    .text(!member ? null : paid[i] >= 6 ? "black" : paid[i] >= 3 ? "gold" : "silver")
                    .momentUpTo(member ? registered[i] : 0, rows.window().now())
                    .text("zh-CN")
                    .end();
        }
    }
}
