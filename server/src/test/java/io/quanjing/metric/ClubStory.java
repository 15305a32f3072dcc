package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two small shops whose people come back: one whose day starts at 04:00, with advertising and payments that fail, and one in a zone with summer
 * time. Every figure of theirs can be counted by hand.
 */
final class ClubStory {

    static final Shop CLUB = TestShops.shop("club", "Club", "Asia/Shanghai", "04:00", "CNY");
    static final Shop WIEN = TestShops.shop("wien", "Wien", "Europe/Vienna", "00:00", "EUR");

    /** 15 June 2026, 12:00 in Shanghai. */
    static final Instant NOW = Instant.parse("2026-06-15T04:00:00Z");

    private ClubStory() {}

    static void write(Warehouse warehouse) {
        club(new ShopRows(warehouse, CLUB));
        wien(new ShopRows(warehouse, WIEN));
    }

    private static void club(ShopRows s) {
        order(s, "dan1", "2025-06-01T12:00", "dan", "10", null);
        order(s, "ann1", "2026-01-31T12:00", "ann", "100", "taobao_search");
        s.refund("ann1", "1", s.at("2026-03-02T12:00"), "30").set("type", "refund_only"); // a month later
        order(s, "ann2", "2026-03-10T12:00", "ann", "50", "taobao_live");
        order(s, "ann3", "2026-05-05T12:00", "ann", "20", "taobao_search"); // day 94 after the first payment
        order(s, "ben1", "2026-02-28T02:00", "ben", "40", null); // of the shop day before
        order(s, "ben2", "2026-02-28T03:00", "ben", "60", null);
        order(s, "none", "2026-02-10T12:00", null, "999", null); // nobody's
        order(s, "cat1", "2026-04-01T12:00", "cat", "80", null);
        s.refund("cat1", "1", s.at("2026-04-02T12:00"), "10").set("type", "refund_only");
        order(s, "cat2", "2026-06-01T12:00", "cat", "70", null);
        order(s, "eve1", "2026-05-01T12:00", "eve", "175", "taobao_zhitongche");
        s.refund("eve1", "1", s.at("2026-05-20T12:00"), "35").set("type", "refund_only");

        s.adSpend("2026-05-01", "taobao_zhitongche", "50", 1000, 40L);
        s.adSpend("2026-05-02", "taobao_zhitongche", "25", 500, null);
        s.payment("eve1", "2026-05-01T11:50", "failure", "175").set("failure_reason", "timeout");
        s.payment("eve1", "2026-05-01T11:58", "success", "175");
        s.payment("ann3", "2026-05-05T12:00", "success", "20");

        visit(s, "2026-05-01T10:00", "v1", "taobao_search");
        visit(s, "2026-05-01T10:00", "v2", null);
        visit(s, "2026-05-02T10:00", "v1", "taobao_search");
        visit(s, "2026-05-02T10:00", "v3", "taobao_zhitongche");
        visit(s, "2026-05-03T02:00", "v3", null); // still the same shop day
        visit(s, "2026-05-08T10:00", "v1", null);
        visit(s, "2026-05-31T10:00", "v1", null);
        visit(s, "2026-06-14T10:00", "v4", null);
        visit(s, "2026-06-15T10:00", "v4", null); // today: nobody knows yet who comes back tomorrow
        s.event("2026-05-01T10:04", "page_view", "v1").set("page_kind", "home");
        s.event("2026-05-01T10:04:30", "product_view", "v1").set("product", "mask");
        s.event("2026-05-08T10:01", "product_view", "v1").set("product", "mask");
        s.event("2026-05-08T10:02", "page_view", "v1").set("page_kind", "home"); // after the product
        s.event("2026-05-01T10:05", "favourite", "v1");
        s.event("2026-05-01T10:06", "favourite", "v1");
        s.event("2026-05-01T10:07", "checkout_start", "v1");
        s.event("2026-05-01T10:08", "cart_add", "v1");

        FactRow three = s.paid(s.order("three", "2025-07-10T12:00", null, "30"), "2025-07-10T12:00");
        s.line(three, "1", "mask", "美妆/面膜", 1, "10", "5");
        s.line(three, "2", "lamp", "家居/灯", 1, "10", "5");
        s.line(three, "3", "cream", "美妆/面霜", 1, "10", "5");
        s.fee("eve1", "b1", "2026-05-01T12:00", "commission", "9.99"); // corrected below
        s.write();
        bills(s);
    }

    /** What orders cost beside their goods, told after them; {@code cat2} has no bill yet and {@code cat1} a parcel of unknown freight. */
    private static void bills(ShopRows s) {
        s.fee("eve1", "b1", "2026-05-01T12:00", "commission", "8.75");
        s.fee("eve1", "b2", "2026-05-01T12:00", "payment", "1.05");
        s.fee("eve1", "b3", "2026-05-20T12:00", "commission", "-1.75"); // with the refund
        s.parcel("eve1", "2026-05-02T12:00", "4.20");
        s.fee("ann3", "b4", "2026-06-03T12:00", "commission", "1");
        s.fee("ann3", "b5", "2026-06-03T12:00", "payment", "0.12");
        s.fee("ann3", "b6", "2026-06-03T12:00", "points", "3");
        s.parcel("ann3", "2026-05-06T12:00", "3.80");
        s.fee("cat1", "b7", "2026-04-01T12:00", "commission", "0");
        s.parcel("cat1", "2026-04-02T12:00", null);
        s.fee("three", "b8", "2025-07-10T12:00", "commission", "1");
        s.fee("three", "b9", "2025-07-10T12:00", "other", "0.01");
        s.fee("nobody", "b10", "2026-05-01T12:00", "commission", "77"); // of an order that is not known
        s.write();
    }

    private static void wien(ShopRows s) {
        order(s, "w1", "2025-12-29T20:00", "fritz", "10", null);
        order(s, "w2", "2026-03-29T23:30", "fritz", "5", null); // day 90, on which an hour is missing
        order(s, "w3", "2026-03-30T00:10", "fritz", "2", null); // day 91
        s.fee("w1", "b1", "2025-12-29T20:00", "commission", "1").set("currency", "CNY");
        s.fee("w2", "b2", "2026-03-29T23:30", "creator", "0.5");
        s.event("2026-03-28T23:29", "page_view", "w").set("page_kind", "home");
        visit(s, "2026-03-28T23:30", "w", null);
        visit(s, "2026-03-29T03:30", "w", null);
        s.write();
    }

    private static void order(
            ShopRows s, String id, String local, @Nullable String customer, String amount, @Nullable String channel) {
        FactRow order = s.paid(s.order(id, local, customer, amount), local).set("channel", channel);
        s.line(order, "1", "mask", "美妆/面膜", 1, amount, "5");
    }

    private static void visit(ShopRows s, String local, String visitor, @Nullable String channel) {
        s.event(local, "page_view", visitor).set("channel", channel);
    }
}
