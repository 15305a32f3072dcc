package io.quanjing.warehouse;

import io.quanjing.kernel.ShopClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words the rows of tests: moments are local to the shop, amounts are text, the rest has plain defaults. */
final class SmallShop {

    static final String SHOP = "s1";
    static final String SOURCE = "test";

    private final Warehouse warehouse;
    private final ShopClock clock;

    SmallShop(Warehouse warehouse) {
        this(warehouse, new ShopClock(ZoneId.of("Asia/Shanghai"), LocalTime.MIDNIGHT));
    }

    SmallShop(Warehouse warehouse, ShopClock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /** A moment of the shop's wall clock: {@code 2026-03-01T10:00}. */
    Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(clock.zone()).toInstant();
    }

    FactRow row(String table, String key) {
        return FactRow.of(warehouse.table(table))
                .set("shop", SHOP)
                .set("source", SOURCE)
                .set("natural_key", key);
    }

    FactRow fact(String table, String key, String local) {
        Instant at = at(local);
        return row(table, key).set("at", at).set("shop_day", clock.day(at)).set("shop_hour", (long) clock.hour(at));
    }

    FactRow event(String key, String local, String type, @Nullable String visitor) {
        return fact("event", key, local).set("type", type).set("visitor", visitor);
    }

    FactRow order(String id, String local, @Nullable String customer, String amount) {
        return fact("order_header", id, local)
                .set("order_id", id)
                .set("customer", customer)
                .set("order_amount", new BigDecimal(amount))
                .set("currency", "CNY");
    }

    /** The order, paid in full at a moment. */
    FactRow paid(FactRow order, String local) {
        Instant at = at(local);
        return order.set("paid_at", at)
                .set("paid_day", clock.day(at))
                .set("paid_hour", (long) clock.hour(at))
                .set("paid_amount", order.get("order_amount"));
    }

    FactRow line(FactRow order, String no, @Nullable String product, long quantity, String amount) {
        FactRow line = row("order_line", order.get("order_id") + "#" + no)
                .set("order_id", order.get("order_id"))
                .set("line_no", no)
                .set("product", product)
                .set("quantity", quantity)
                .set("order_amount", new BigDecimal(amount))
                .set("paid_amount", order.get("paid_at") == null ? null : new BigDecimal(amount))
                .set("currency", "CNY");
        for (String shared : new String[] {"at", "shop_day", "shop_hour"}) {
            line.set(shared, order.get(shared));
        }
        return line;
    }

    FactRow refund(String id, String local, @Nullable String order, String amount) {
        return fact("refund", id, local)
                .set("order_id", order)
                .set("amount", new BigDecimal(amount))
                .set("currency", "CNY");
    }

    static FactRow with(FactRow row, Map<String, Object> values) {
        values.forEach(row::set);
        return row;
    }
}
