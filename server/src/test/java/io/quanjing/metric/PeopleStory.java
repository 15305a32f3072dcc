package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import org.jspecify.annotations.Nullable;

/**
 * Two small shops of people and their devices: a member with two of them, two customers on one, people who never say who they are. One shop
 * is in a zone with summer time. Every figure of theirs can be counted by hand.
 */
final class PeopleStory {

    static final Shop DUO = TestShops.shop("duo", "Duo", "Asia/Shanghai", "00:00", "CNY");
    static final Shop OSLO = TestShops.shop("oslo", "Oslo", "Europe/Oslo", "00:00", "NOK");

    private PeopleStory() {}

    static void write(Warehouse warehouse) {
        duo(new ShopRows(warehouse, DUO));
        oslo(new ShopRows(warehouse, OSLO));
    }

    private static void duo(ShopRows s) {
        // mia's phone does not say at first that it is hers
        s.act("2026-05-01T10:00", "product_view", "phone", null, "mask").set("channel", "taobao_search");
        s.act("2026-05-01T11:00", "page_view", "phone", "mia", null);
        bought(s, "d1", "2026-05-01T11:30", "mia", "phone", "mask");
        // and her tablet does; the lamp is paid 26 hours later
        s.act("2026-05-03T10:00", "product_view", "tablet", "mia", "lamp").set("channel", "taobao_zhitongche");
        s.act("2026-05-03T10:05", "cart_add", "tablet", "mia", "lamp");
        bought(s, "d2", "2026-05-04T12:00", "mia", "phone", "lamp");

        // the family's computer: nobody knows who looked at the cream that kim buys
        s.act("2026-05-02T09:00", "product_view", "family", null, "cream");
        s.act("2026-05-02T10:00", "product_view", "family", "kim", "mask");
        FactRow d3 = bought(s, "d3", "2026-05-02T10:20", "kim", "family", "mask");
        s.line(d3, "2", "cream", "美妆/面霜", 1, "10", "5");
        d3.set("order_amount", new java.math.BigDecimal("20")).set("paid_amount", new java.math.BigDecimal("20"));
        s.act("2026-05-02T20:00", "product_view", "family", "leo", "lamp");
        s.act("2026-05-02T20:05", "cart_add", "family", "leo", "lamp");
        bought(s, "d4", "2026-05-05T12:00", "leo", "family", "lamp");

        s.act("2026-05-02T12:00", "product_view", "stranger", null, "mask");
        s.act("2026-05-02T12:01", "cart_add", "stranger", null, "mask");
        s.write();
    }

    private static void oslo(ShopRows s) {
        // the night before 29 March is an hour shorter
        s.act("2026-03-28T12:30", "product_view", "w1", "ada", "mask");
        bought(s, "o1", "2026-03-29T13:00", "ada", "w1", "mask"); // 23.5 hours later
        s.act("2026-03-28T12:00", "product_view", "w2", "bo", "mask");
        bought(s, "o2", "2026-03-29T13:30", "bo", "w2", "mask"); // 24.5 hours later
        s.act("2026-03-28T12:00", "product_view", "w3", null, "mask");
        bought(s, "o3", "2026-03-28T12:10", null, "w3", "mask"); // a guest
        bought(s, "o4", "2026-03-28T10:00", "dag", null, "mask"); // before the visit
        s.act("2026-03-28T11:00", "product_view", "w4", "dag", "mask");
        s.write();
    }

    private static FactRow bought(
            ShopRows s, String id, String local, @Nullable String customer, @Nullable String visitor, String product) {
        FactRow order = s.paid(s.order(id, local, customer, "10"), local).set("visitor", visitor);
        s.line(order, "1", product, null, 1, "10", "5");
        return order;
    }
}
