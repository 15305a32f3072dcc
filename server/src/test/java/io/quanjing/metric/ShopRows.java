package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words facts of one shop by its wall clock and writes them. Amounts are text. */
final class ShopRows {

    private final Warehouse warehouse;
    private final Shop shop;
    private final List<FactRow> rows = new ArrayList<>();
    private int number;

    ShopRows(Warehouse warehouse, Shop shop) {
        this.warehouse = warehouse;
        this.shop = shop;
    }

    Instant at(String local) {
        return LocalDateTime.parse(local).atZone(shop.clock().zone()).toInstant();
    }

    private FactRow fact(String table, String key, Instant at) {
        FactRow row = FactRow.of(warehouse.table(table))
                .set("shop", shop.id())
                .set("source", "story")
                .set("natural_key", key)
                .set("at", at)
                .set("shop_day", shop.clock().day(at))
                .set("shop_hour", (long) shop.clock().hour(at));
        rows.add(row);
        return row;
    }

    /** An unpaid order. */
    FactRow order(String id, String local, @Nullable String customer, String amount) {
        return order(id, at(local), customer, amount);
    }

    FactRow order(String id, Instant at, @Nullable String customer, String amount) {
        return fact("order_header", id, at)
                .set("order_id", id)
                .set("customer", customer)
                .set("order_amount", new BigDecimal(amount))
                .set("currency", shop.currency().getCurrencyCode());
    }

    /** The order, paid in full. */
    FactRow paid(FactRow order, String local) {
        return paid(
                order,
                at(local),
                ((BigDecimal) java.util.Objects.requireNonNull(order.get("order_amount"))).toString());
    }

    FactRow paid(FactRow order, Instant at, String amount) {
        return order.set("paid_at", at)
                .set("paid_day", shop.clock().day(at))
                .set("paid_hour", (long) shop.clock().hour(at))
                .set("paid_amount", new BigDecimal(amount));
    }

    /** A line of an order; its cost is null where it is unknown. */
    FactRow line(
            FactRow order,
            String no,
            @Nullable String product,
            @Nullable String category,
            long quantity,
            String amount,
            @Nullable String unitCost) {
        FactRow line = FactRow.of(warehouse.table("order_line"))
                .set("shop", shop.id())
                .set("source", "story")
                .set("natural_key", order.get("order_id") + "#" + no)
                .set("order_id", order.get("order_id"))
                .set("line_no", no)
                .set("product", product)
                .set("sku", product == null ? null : product + "-a")
                .set("category", category)
                .set("quantity", quantity)
                .set("order_amount", new BigDecimal(amount))
                .set("paid_amount", order.get("paid_at") == null ? null : new BigDecimal(amount))
                .set("unit_cost", unitCost == null ? null : new BigDecimal(unitCost))
                .set("currency", shop.currency().getCurrencyCode());
        for (String shared : List.of("at", "shop_day", "shop_hour")) {
            line.set(shared, order.get(shared));
        }
        rows.add(line);
        return line;
    }

    FactRow refund(String order, @Nullable String line, Instant at, String amount) {
        return fact("refund", "r" + ++number, at)
                .set("order_id", order)
                .set("line_no", line)
                .set("amount", new BigDecimal(amount))
                .set("currency", shop.currency().getCurrencyCode());
    }

    FactRow event(String local, String type, @Nullable String visitor) {
        return event(at(local), type, visitor);
    }

    FactRow event(Instant at, String type, @Nullable String visitor) {
        return fact("event", "e" + ++number, at).set("type", type).set("visitor", visitor);
    }

    /** What a visitor did, perhaps as a known customer and with a product. */
    FactRow act(String local, String type, String visitor, @Nullable String customer, @Nullable String product) {
        return event(local, type, visitor).set("customer", customer).set("product", product);
    }

    /** What a shop day's advertising cost. */
    FactRow adSpend(String day, String channel, String cost, long impressions, @Nullable Long clicks) {
        return fact("ad_spend", day + channel, at(day + "T" + shop.clock().cutoff()))
                .set("channel", channel)
                .set("cost", new BigDecimal(cost))
                .set("impressions", impressions)
                .set("clicks", clicks)
                .set("currency", shop.currency().getCurrencyCode());
    }

    /** An attempt to pay. */
    FactRow payment(String order, String local, String result, String amount) {
        return fact("payment", "p" + ++number, at(local))
                .set("order_id", order)
                .set("result", result)
                .set("amount", new BigDecimal(amount))
                .set("currency", shop.currency().getCurrencyCode());
    }

    /** A line of an order's bill. */
    FactRow fee(String order, String key, String local, String kind, String amount) {
        return fact("order_fee", key, at(local))
                .set("order_id", order)
                .set("kind", kind)
                .set("amount", new BigDecimal(amount))
                .set("currency", shop.currency().getCurrencyCode());
    }

    /** A parcel. */
    FactRow parcel(String order, String local, @Nullable String freight) {
        return fact("shipment", order + "-parcel", at(local))
                .set("order_id", order)
                .set("freight_cost", freight == null ? null : new BigDecimal(freight));
    }

    void write() {
        java.util.Objects.requireNonNull(warehouse.write(rows));
        rows.clear();
        warehouse.awaitMarts();
    }
}
