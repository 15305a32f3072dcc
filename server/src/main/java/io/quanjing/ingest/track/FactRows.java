package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.kernel.ShopClock;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDateTime;

/** Starts the rows of canonical tables with what all of them have. */
final class FactRows {

    /** The source of everything that comes in as an event. */
    static final String SOURCE = "tracking";

    final TableSchema event;
    final TableSchema customer;
    final TableSchema channel;
    final TableSchema orderHeader;
    final TableSchema orderLine;
    final TableSchema payment;
    final TableSchema refund;

    FactRows(Warehouse warehouse) {
        event = warehouse.table("event");
        customer = warehouse.table("customer");
        channel = warehouse.table("channel");
        orderHeader = warehouse.table("order_header");
        orderLine = warehouse.table("order_line");
        payment = warehouse.table("payment");
        refund = warehouse.table("refund");
    }

    /** A row of a dimension. */
    static FactRow row(TableSchema table, Shop shop, String key) {
        return FactRow.of(table).set("shop", shop.id()).set("source", SOURCE).set("natural_key", key);
    }

    /** A row of a fact. */
    static FactRow row(TableSchema table, Shop shop, String key, Instant at) {
        return at(row(table, shop, key), shop, at);
    }

    /** Sets when it happened, by our clock and by the shop's. */
    static FactRow at(FactRow row, Shop shop, Instant at) {
        ShopClock clock = shop.clock();
        LocalDateTime local = clock.local(at);
        return row.set("at", at).set("shop_day", clock.day(local)).set("shop_hour", (long) local.getHour());
    }
}
