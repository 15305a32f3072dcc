package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.calendar.Calendar;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shop of which something else was known at first than later. */
final class AsOfStory {

    static final Shop SHOP = TestShops.shop("past", "Past", "Asia/Shanghai", "00:00", "CNY");
    static final TestShops SHOPS = new TestShops(List.of(SHOP));
    static final Dictionary DICTIONARY = Dictionary.load();
    static final Calendar CALENDAR = Calendar.of(List.of());

    /** Where the shop's own definitions are. */
    static final ShopDefinitionStore OWN = new ShopDefinitionStore(JdbcClient.create(TestPostgres.migrated()));

    private AsOfStory() {}

    /** The program's names and those of the shop. */
    static ScopedDictionaries dictionaries(TestShops shops) {
        return new ScopedDictionaries(DICTIONARY, new ShopDictionaries(DICTIONARY, OWN), shops);
    }

    /** What was known at first. */
    static void first(Warehouse warehouse) {
        ShopRows s = new ShopRows(warehouse, SHOP);
        for (int i = 1; i <= 6; i++) {
            FactRow order = s.paid(
                            s.order("o" + i, "2026-02-0" + i + "T10:00", "c" + i % 3, "100"),
                            "2026-02-0" + i + "T10:05")
                    .set("region", i % 2 == 0 ? "上海" : "江苏");
            s.line(order, "1", "mask", "美妆/面膜", 2, "60", "20");
            s.line(order, "2", "lamp", "家居/灯", 1, "40", "15");
            s.event("2026-02-0" + i + "T09:50", "page_view", "v" + i % 4).set("channel", "taobao_search");
            s.event("2026-02-0" + i + "T09:55", "product_view", "v" + i % 4).set("product", "mask");
        }
        s.adSpend("2026-02-03", "taobao_zhitongche", "50", 1000, 40L);
        s.refund("o1", "1", s.at("2026-02-05T12:00"), "20").set("type", "refund_only");
        s.write();
        warehouse.awaitMarts();
    }

    /** What came later. */
    static void second(Warehouse warehouse) {
        ShopRows later = new ShopRows(warehouse, SHOP);
        // told again with another amount and region; an order, a refund, visits and a day's report that came late
        FactRow o2 = later.paid(later.order("o2", "2026-02-02T10:00", "c2", "90"), "2026-02-02T10:05")
                .set("region", "北京");
        later.line(o2, "1", "mask", "美妆/面膜", 2, "60", "20");
        later.line(o2, "2", "lamp", "家居/灯", 1, "30", "15");
        FactRow late = later.paid(later.order("late", "2026-02-01T08:00", "c1", "70"), "2026-02-01T08:05");
        later.line(late, "1", "lamp", "家居/灯", 1, "70", "15");
        later.refund("o3", "1", later.at("2026-02-04T12:00"), "33").set("type", "return");
        later.event("2026-02-02T23:50", "cart_add", "v9").set("product", "lamp").set("natural_key", "later1");
        later.event("2026-02-02T09:51", "favourite", "v2")
                .set("product", "mask")
                .set("natural_key", "later2");
        later.adSpend("2026-02-03", "taobao_zhitongche", "80", 1500, 60L);
        later.write();
        warehouse.awaitMarts();
    }

    /** Waits for a whole second, as questions name them. */
    static Instant nextSecond() throws InterruptedException {
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (Instant.now().isBefore(next)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return next;
    }

    static MetricEngine today(Warehouse warehouse, Instant now) {
        return new MetricEngine(DICTIONARY, warehouse, SHOPS, CALENDAR, InstantSource.fixed(now));
    }

    static KnownPasts pasts(Warehouse warehouse) {
        return new KnownPasts(dictionaries(SHOPS), warehouse, SHOPS, CALENDAR, InstantSource.system());
    }

    static Restatements restatements(Warehouse warehouse, Instant now) {
        return new FoundRestatements(
                dictionaries(SHOPS), warehouse, SHOPS, CALENDAR, pasts(warehouse), InstantSource.fixed(now));
    }
}
