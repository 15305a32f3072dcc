package io.quanjing.target;

import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.ShopClock;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Two shops that sell one thing a day. */
final class TargetFixture {

    static final Shop NORTH = new Shop("north", "North", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    static final Shop SOUTH = new Shop("south", "South", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));

    /** Shops that are simply there. */
    record TwoShops() implements Shops {

        @Override
        public List<Shop> all() {
            return List.of(NORTH, SOUTH);
        }

        @Override
        public Optional<Shop> find(String idOrName) {
            return all().stream()
                    .filter(shop -> shop.id().equals(idOrName) || shop.name().equalsIgnoreCase(idOrName))
                    .findFirst();
        }

        @Override
        public Shop findOrCreate(String name, ShopClock clock, Currency currency) {
            return find(name).orElseThrow();
        }
    }

    private TargetFixture() {}

    /** A day's only order, by the same customer each day. */
    static FactRow order(Warehouse warehouse, Shop shop, LocalDate day, String amount) {
        Instant at = shop.clock().start(day).plusSeconds(9 * 3600);
        return FactRow.of(warehouse.table("order_header"))
                .set("shop", shop.id())
                .set("source", "story")
                .set("natural_key", "o" + day)
                .set("at", at)
                .set("shop_day", day)
                .set("shop_hour", 9L)
                .set("order_id", "o" + day)
                .set("customer", "anna")
                .set("channel", "taobao_search")
                .set("order_amount", new BigDecimal(amount))
                .set("currency", "CNY")
                .set("paid_at", at)
                .set("paid_day", day)
                .set("paid_hour", 9L)
                .set("paid_amount", new BigDecimal(amount));
    }

    /** From the first of January 2025 to the day: 100 each, 300 from 15 to 18 June. */
    static void sell(Warehouse warehouse, Shop shop, LocalDate to) {
        List<FactRow> rows = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2025, 1, 1); !day.isAfter(to); day = day.plusDays(1)) {
            boolean peak = day.getMonthValue() == 6 && day.getDayOfMonth() >= 15 && day.getDayOfMonth() <= 18;
            rows.add(order(warehouse, shop, day, peak ? "300" : "100"));
        }
        Objects.requireNonNull(warehouse.write(rows));
        warehouse.awaitMarts();
    }
}
