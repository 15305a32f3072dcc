package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import org.jspecify.annotations.Nullable;

/**
 * May 2026 of two shops that have a little of everything, so that each figure can be counted by hand: one by the days of Shanghai, and one in
 * New York whose days begin at 04:00.
 */
final class HandStory {

    static final Shop EAST = TestShops.shop("east", "East", "Asia/Shanghai", "00:00", "CNY");
    static final Shop WEST = TestShops.shop("west", "West", "America/New_York", "04:00", "USD");

    private static final String FREE = "taobao_search";
    private static final String PAID = "taobao_zhitongche";

    private HandStory() {}

    static void write(Warehouse warehouse) {
        ShopRows east = new ShopRows(warehouse, EAST);
        eastSales(east);
        eastVisits(east);
        east.write();
        ShopRows west = new ShopRows(warehouse, WEST);
        westSales(west);
        westVisits(west);
        west.write();
    }

    private static void eastSales(ShopRows s) {
        sold(s, "E0", "2026-01-15T12:00", "2026-01-15T12:00", "dan", "10", null, "mask", 1, "4");
        sold(s, "E1", "2025-03-10T12:00", "2025-03-10T12:00", "eve", "100", FREE, "mask", 1, "40");
        sold(s, "E2", "2026-04-10T12:00", "2026-04-10T12:00", "ann", "50", null, "mask", 1, "40");
        FactRow e3 = sold(s, "E3", "2026-05-05T12:00", "2026-05-05T12:10", "ann", "80", FREE, "lamp", 2, "15");
        s.line(e3, "2", "sample", null, 1, "0", "5").set("gift", true);
        sold(s, "E4", "2026-05-06T09:00", "2026-05-07T10:00", "ben", "120", PAID, "chair", 1, "70"); // after 25 hours
        sold(s, "E5", "2026-05-20T10:00", "2026-05-20T10:05", "ben", "60", PAID, "lamp", 1, "15");
        s.line(s.order("E6", "2026-05-25T10:00", "cat", "30"), "1", "mask", null, 1, "30", "40"); // never paid
        s.refund("E3", "1", s.at("2026-05-10T12:00"), "40")
                .set("type", "return")
                .set("quantity", 1L);
        s.refund("E4", "1", s.at("2026-06-02T12:00"), "20").set("type", "refund_only"); // a month later
        bill(s, "E3", "2026-05-05T12:10", "commission 4", "payment 0.48");
        bill(s, "E4", "2026-05-07T10:00", "commission 6", "payment 0.72", "creator 10");
        bill(s, "E5", "2026-05-20T10:05", "commission 3", "points 1", "other 0.50");
        s.parcel("E3", "2026-05-06T12:00", "5");
        s.parcel("E4", "2026-05-08T12:00", "8");
        s.parcel("E5", "2026-05-21T12:00", "5");
        s.adSpend("2026-05-06", PAID, "30", 1000, 50L);
        s.adSpend("2026-05-20", PAID, "15", 500, 10L);
        s.payment("E3", "2026-05-05T12:10", "success", "80");
        s.payment("E4", "2026-05-06T09:05", "failure", "120");
        s.payment("E4", "2026-05-07T10:00", "success", "120");
        s.payment("E5", "2026-05-20T10:05", "success", "60");
    }

    private static void eastVisits(ShopRows s) {
        s.act("2026-05-05T11:50", "page_view", "v1", null, null)
                .set("channel", FREE)
                .set("page_kind", "home");
        s.act("2026-05-05T11:51", "product_view", "v1", null, "lamp");
        s.act("2026-05-05T11:52", "cart_add", "v1", null, "lamp");
        s.act("2026-05-05T11:55", "checkout_start", "v1", null, null);
        s.act("2026-05-05T12:10", "purchase", "v1", "ann", null);
        s.act("2026-05-06T08:50", "product_view", "v2", null, "chair").set("channel", PAID);
        s.act("2026-05-06T08:52", "favourite", "v2", null, "chair");
        s.act("2026-05-06T08:55", "product_view", "v2", "ben", "chair");
        s.act("2026-05-06T20:00", "page_view", "v3", null, null).set("page_kind", "home");
        s.act("2026-05-07T09:55", "page_view", "v2", "ben", null).set("page_kind", "home");
        s.act("2026-05-12T10:00", "product_view", "v1", null, "mask").set("channel", FREE);
        s.act("2026-05-20T09:55", "product_view", "v4", "ben", "lamp").set("channel", PAID); // another device of his
        s.act("2026-05-20T09:58", "cart_add", "v4", null, "lamp");
        s.act("2026-06-05T20:00", "page_view", "v3", null, null); // 30 days after
        s.act("2026-06-20T10:00", "page_view", "v1", null, null);
    }

    private static void westSales(ShopRows s) {
        sold(s, "W1", "2025-04-01T12:00", "2025-04-01T12:00", "zoe", "200", null, "desk", 2, "50");
        // before the cut-off, so of 1 May; and the day before is more than a year ago
        sold(s, "W2", "2026-05-02T03:30", "2026-05-02T03:40", "zoe", "90", FREE, "cup", 3, "10");
        FactRow w3 = s.paid(s.order("W3", "2026-05-31T23:00", "yan", "45"), "2026-06-01T02:00")
                .set("channel", PAID);
        s.line(w3, "1", "cup", null, 1, "40", "10"); // 5 of freight remain
        sold(s, "W4", "2026-05-10T12:00", "2026-05-10T13:00", "yan", "60", null, "desk", 1, "50");
        s.line(s.order("W5", "2026-05-15T10:00", "xi", "99"), "1", "desk", null, 1, "99", "50"); // never paid
        sold(s, "W6", "2026-02-01T12:00", "2026-02-01T12:00", "uma", "25", null, "cup", 1, "10");
        sold(s, "W7", "2026-03-20T12:00", "2026-03-20T12:00", "uma", "30", null, "cup", 1, "10");
        s.refund("W2", "1", s.at("2026-05-20T12:00"), "90")
                .set("type", "return")
                .set("quantity", 3L);
        s.refund("W7", "1", s.at("2026-05-03T12:00"), "5").set("type", "refund_only"); // of March
        bill(s, "W2", "2026-05-02T03:40", "commission 9", "payment 2.70");
        bill(s, "W3", "2026-06-01T02:00", "commission 4.50", "other 0.40");
        bill(s, "W4", "2026-05-10T13:00", "commission 6", "creator 3", "points 0.60");
        s.parcel("W2", "2026-05-03T12:00", "7");
        s.parcel("W3", "2026-06-02T12:00", "7.50");
        s.parcel("W4", "2026-05-11T12:00", "6.50");
        s.adSpend("2026-05-10", PAID, "12", 400, 8L);
        s.adSpend("2026-05-30", PAID, "8", 100, 2L);
        s.payment("W2", "2026-05-02T03:40", "success", "90");
        s.payment("W3", "2026-05-31T23:01", "failure", "45");
        s.payment("W3", "2026-06-01T02:00", "success", "45"); // still of 31 May
        s.payment("W4", "2026-05-10T13:00", "success", "60");
        s.payment("W5", "2026-05-15T10:01", "failure", "99");
    }

    private static void westVisits(ShopRows s) {
        s.act("2026-05-02T03:00", "page_view", "x1", null, null)
                .set("channel", FREE)
                .set("page_kind", "home");
        s.act("2026-05-02T03:10", "product_view", "x1", null, "cup");
        s.act("2026-05-02T03:12", "cart_add", "x1", null, "cup");
        s.act("2026-05-02T03:15", "cart_add", "x1", null, "cup");
        s.act("2026-05-02T03:20", "checkout_start", "x1", null, null);
        s.act("2026-05-02T03:40", "purchase", "x1", "zoe", null);
        s.act("2026-05-10T12:30", "product_view", "x2", "yan", "desk");
        s.act("2026-05-10T12:45", "favourite", "x2", null, "desk");
        s.act("2026-05-10T12:46", "favourite", "x2", null, "desk");
        s.act("2026-05-11T12:00", "page_view", "x2", null, null);
        s.act("2026-05-11T12:10", "product_view", "x2", null, "cup");
        s.act("2026-05-17T12:00", "page_view", "x4", null, null)
                .set("channel", PAID)
                .set("page_kind", "home");
        s.act("2026-05-17T12:01", "page_view", "x4", null, null);
        s.act("2026-05-17T12:02", "cart_add", "x4", null, "cup");
        s.act("2026-05-24T12:00", "page_view", "x4", null, null).set("page_kind", "home");
        s.act("2026-05-31T22:50", "product_view", "x3", null, "cup").set("channel", PAID);
        s.act("2026-05-31T22:55", "cart_add", "x3", null, "cup");
        s.act("2026-05-31T23:00", "checkout_start", "x3", "yan", null);
        s.act("2026-06-16T12:00", "page_view", "x4", null, null); // 30 days after
    }

    private static FactRow sold(
            ShopRows s,
            String id,
            String created,
            String paid,
            String customer,
            String amount,
            @Nullable String channel,
            String product,
            long quantity,
            String unitCost) {
        FactRow order = s.paid(s.order(id, created, customer, amount), paid).set("channel", channel);
        s.line(order, "1", product, null, quantity, amount, unitCost);
        return order;
    }

    private static void bill(ShopRows s, String order, String local, String... entries) {
        for (String entry : entries) {
            String[] parts = entry.split(" ", -1);
            s.fee(order, order + parts[0], local, parts[0], parts[1]);
        }
    }
}
