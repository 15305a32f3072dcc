package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.calendar.Calendar;
import io.quanjing.calendar.Phase;
import io.quanjing.calendar.Promotion;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.calendar.Title;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion.Against;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Counting;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Metric;
import io.quanjing.testing.PatientWarehouse;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestTrino;
import io.quanjing.warehouse.DistributedWarehouse;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Three small shops in which everything happens that makes figures go wrong: a night shop whose day starts at 04:00, a second shop with the
 * same customers and visitors, and a shop in a zone with summer time and another currency.
 */
final class Story {

    static final Shop NIGHT = TestShops.shop("night", "夜店", "Asia/Shanghai", "04:00", "CNY");
    static final Shop DAY = TestShops.shop("day", "Day shop", "Asia/Shanghai", "00:00", "CNY");
    static final Shop BERLIN = TestShops.shop("berlin", "Berlin", "Europe/Berlin", "00:00", "EUR");
    static final TestShops SHOPS = new TestShops(List.of(
            NIGHT,
            DAY,
            BERLIN,
            ClubStory.CLUB,
            ClubStory.WIEN,
            PeopleStory.DUO,
            PeopleStory.OSLO,
            HandStory.EAST,
            HandStory.WEST));

    /** 15 April 2026, 14:25 in Shanghai and 08:25 in Berlin. */
    static final Instant NOW = Instant.parse("2026-04-15T06:25:00Z");

    /** Longer warm-up and shorter peak last year. */
    static final Calendar CALENDAR = Calendar.of(List.of(
            spring(2025, "2025-04-09..2025-04-12", "2025-04-15..2025-04-16"),
            spring(2026, "2026-04-10..2026-04-12", "2026-04-14..2026-04-16")));

    static final Caller EVERYTHING = new Caller("test", Role.ADMIN, Set.of());

    private static @Nullable Story only;
    private static @Nullable Story distributed;

    final Warehouse warehouse;
    final Metrics metrics;

    private Story(Warehouse warehouse) {
        this.warehouse = warehouse;
        metrics = metrics(NOW);
        night();
        day();
        berlin();
        ClubStory.write(warehouse);
        PeopleStory.write(warehouse);
        HandStory.write(warehouse);
        warehouse.awaitMarts();
    }

    /** Opened once for all tests, which only read. */
    static synchronized Story get() {
        if (only == null) {
            only = new Story(EmbeddedWarehouse.open(TestFolders.create("metric").resolve("warehouse")));
        }
        return Objects.requireNonNull(only);
    }

    /** The same in Trino and Iceberg. */
    static synchronized Story distributed() {
        if (distributed == null) {
            distributed = new Story(PatientWarehouse.of(DistributedWarehouse.open(TestTrino.newWarehouse())));
        }
        return Objects.requireNonNull(distributed);
    }

    Metrics metrics(Instant now) {
        return new MetricEngine(Dictionary.load(), warehouse, SHOPS, CALENDAR, InstantSource.fixed(now));
    }

    private static Promotion spring(int edition, String warmUp, String peak) {
        return new Promotion(
                "spring",
                edition,
                new Title("春季大促", "Spring sale"),
                Promotion.EVERY_SHOP,
                List.of(new PhaseDays(Phase.WARM_UP, days(warmUp)), new PhaseDays(Phase.PEAK, days(peak))));
    }

    static DayRange days(String days) {
        String[] ends = days.split("\\.\\.", -1);
        return new DayRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1]));
    }

    private void night() {
        ShopRows s = new ShopRows(warehouse, NIGHT);
        FactRow n1 = s.paid(s.order("n1", "2026-02-10T10:00", "alice", "110"), "2026-02-10T10:05")
                .set("channel", "taobao_search")
                .set("region", "上海")
                .set("device", "mobile");
        s.line(n1, "1", "mask", "美妆/面膜", 2, "100", "20"); // 10 of freight remain
        s.line(n1, "2", "sample", "美妆/小样", 1, "0", "5").set("gift", true);
        // ordered on the evening of the 10th, paid after the cut-off on the 11th
        FactRow n2 = s.paid(s.order("n2", "2026-02-11T03:30", "bob", "60.01"), "2026-02-11T04:10")
                .set("channel", "taobao_zhitongche")
                .set("region", "江苏")
                .set("device", "app");
        s.line(n2, "1", "mask", "美妆/面膜", 1, "20.01", "20");
        s.line(n2, "2", "lamp", "家居/灯", 1, "40", "15");
        FactRow n3 = s.paid(s.order("n3", "2026-03-05T23:59", "alice", "50"), "2026-03-07T00:30") // two days late
                .set("channel", "taobao_search")
                .set("region", "上海");
        s.line(n3, "1", "lamp", "家居/灯", 1, "50", "15");
        s.order("n4", "2026-03-06T12:00", "carol", "999").set("region", "上海"); // never paid
        FactRow n5 = s.paid(s.order("n5", "2026-03-06T13:00", null, "33.33"), "2026-03-06T13:00")
                .set("region", "江苏");
        s.line(n5, "1", "lamp", "家居/灯", 3, "33.33", "5"); // nobody's
        // today: ordered and paid, and one ordered not yet paid
        FactRow n6 = s.paid(s.order("n6", "2026-04-15T11:00", "bob", "80"), "2026-04-15T11:01")
                .set("channel", "taobao_search");
        s.line(n6, "1", "mask", "美妆/面膜", 4, "80", "20");
        s.order("n7", "2026-04-15T13:00", "dave", "70");
        // yesterday before and after 14:25
        FactRow n8 = s.paid(s.order("n8", "2026-04-14T14:20", "carol", "40"), "2026-04-14T14:24");
        s.line(n8, "1", "mask", "美妆/面膜", 2, "40", "20");
        FactRow n9 = s.paid(s.order("n9", "2026-04-14T14:26", "erin", "500"), "2026-04-14T14:26");
        s.line(n9, "1", "lamp", "家居/灯", 10, "500", "15");
        // a year before 15 April
        FactRow n0 = s.paid(s.order("n0", "2025-04-15T09:00", "alice", "160"), "2025-04-15T09:00")
                .set("channel", "taobao_search");
        s.line(n0, "1", "mask", "美妆/面膜", 8, "160", "20");
        // the mask comes back a month later, and a part of the lamp's price on its own
        s.refund("n1", "1", s.at("2026-03-10T09:00"), "50")
                .set("type", "return")
                .set("quantity", 1L);
        s.refund("n2", "2", s.at("2026-02-11T20:00"), "10").set("type", "refund_only");

        s.event("2026-02-10T09:50", "page_view", "v1")
                .set("channel", "taobao_search")
                .set("region", "上海")
                .set("device", "mobile");
        s.event("2026-02-10T09:52", "product_view", "v1").set("product", "mask").set("category", "美妆/面膜");
        s.event("2026-02-10T09:55", "cart_add", "v1").set("product", "mask").set("category", "美妆/面膜");
        s.event("2026-02-10T10:05", "purchase", "v1").set("customer", "alice");
        s.event("2026-02-11T03:00", "page_view", "v2")
                .set("channel", "taobao_zhitongche")
                .set("dwell_seconds", new BigDecimal("12"));
        s.event("2026-02-11T12:00", "product_view", "v2").set("product", "lamp").set("category", "家居/灯");
        s.event("2026-02-11T12:10", "product_view", "v2").set("product", "mask").set("category", "美妆/面膜");
        s.event("2026-02-11T12:12", "favourite", "v2").set("product", "mask").set("category", "美妆/面膜");
        s.event("2026-02-12T08:00", "page_view", "v1");
        s.event("2026-02-12T08:01", "page_view", null);
        s.event("2026-04-14T10:00", "page_view", "v1");
        s.event("2026-04-14T20:00", "page_view", "v3");
        s.event("2026-04-15T10:00", "product_view", "v1").set("product", "mask").set("category", "美妆/面膜");
        s.write();
    }

    private void day() {
        ShopRows s = new ShopRows(warehouse, DAY);
        FactRow d1 = s.paid(s.order("n1", "2026-02-10T10:00", "alice", "9.99"), "2026-02-10T10:00")
                .set("channel", "douyin_live")
                .set("creator", "anchor-1")
                .set("region", "上海");
        s.line(d1, "1", "cream", "美妆/面霜", 1, "9.99", null); // its cost is not known
        s.paid(s.order("d2", "2026-02-11T02:00", "zoe", "20"), "2026-02-11T02:00")
                .set("region", "四川"); // no lines
        s.event("2026-02-10T09:00", "page_view", "v1")
                .set("channel", "douyin_live")
                .set("creator", "anchor-1");
        s.event("2026-02-11T09:00", "page_view", "v9");
        s.write();
    }

    private void berlin() {
        ShopRows s = new ShopRows(warehouse, BERLIN);
        // 29 March 2026: 02:00 does not exist; 25 October 2025: 02:30 exists twice
        FactRow b1 = s.paid(s.order("b1", "2026-03-29T01:30", "hans", "10"), "2026-03-29T03:30")
                .set("region", "Germany");
        s.line(b1, "1", "mask", "美妆/面膜", 1, "10", "4");
        Instant first = Instant.parse("2025-10-26T00:30:00Z");
        s.line(s.paid(s.order("b2", first, "hans", "1"), first, "1"), "1", "mask", "美妆/面膜", 1, "1", "4");
        Instant second = Instant.parse("2025-10-26T01:30:00Z");
        s.line(s.paid(s.order("b3", second, "greta", "2"), second, "2"), "1", "mask", "美妆/面膜", 1, "2", "4");
        // paid less than ordered, and paid the day after
        FactRow b4 = s.paid(s.order("b4", "2026-01-10T20:00", "ida", "30"), s.at("2026-01-11T08:00"), "25");
        s.line(b4, "1", "mask", "美妆/面膜", 3, "30", "4").set("paid_amount", new BigDecimal("25"));
        s.write();
    }

    /** The metrics that count rows, or those that count who comes back: each of these asks the engine for one more part of the statement. */
    static List<Metric> ofRows(boolean rows) {
        Dictionary dictionary = Dictionary.load();
        return dictionary.metrics().values().stream()
                .filter(metric -> rows
                        == metric.definition().measures().stream()
                                .flatMap(id -> dictionary.entities().values().stream()
                                        .filter(entity -> entity.measures().containsKey(id))
                                        .map(entity -> entity.measure(id)))
                                .allMatch(measure -> measure.counting() instanceof Counting.Each))
                .toList();
    }

    /** A question in short: lists by commas, days by {@code from..to}. */
    static Ask ask(String metrics, String days) {
        String[] ends = days.split("\\.\\.", -1);
        return new Ask(new MetricQuestion(
                Arrays.asList(metrics.split(",", -1)),
                new DayRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1])),
                Grain.TOTAL,
                List.of(),
                Map.of(),
                List.of("night"),
                null,
                null,
                null));
    }

    /** A question that is being put together. */
    record Ask(MetricQuestion question) {

        Ask grain(Grain grain) {
            MetricQuestion q = question;
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    grain,
                    q.by(),
                    q.where(),
                    q.shops(),
                    q.comparison(),
                    q.order(),
                    q.limit(),
                    q.rest(),
                    q.against()));
        }

        Ask by(String... by) {
            MetricQuestion q = question;
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    q.grain(),
                    List.of(by),
                    q.where(),
                    q.shops(),
                    q.comparison(),
                    q.order(),
                    q.limit(),
                    q.rest(),
                    q.against()));
        }

        Ask where(String dimension, String... values) {
            MetricQuestion q = question;
            Map<String, List<String>> where = new java.util.LinkedHashMap<>(q.where());
            where.put(dimension, List.of(values));
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    q.grain(),
                    q.by(),
                    where,
                    q.shops(),
                    q.comparison(),
                    q.order(),
                    q.limit(),
                    q.rest(),
                    q.against()));
        }

        Ask shops(String... shops) {
            MetricQuestion q = question;
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    q.grain(),
                    q.by(),
                    q.where(),
                    List.of(shops),
                    q.comparison(),
                    q.order(),
                    q.limit(),
                    q.rest(),
                    q.against()));
        }

        Ask compare(Comparison comparison) {
            MetricQuestion q = question;
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    q.grain(),
                    q.by(),
                    q.where(),
                    q.shops(),
                    comparison,
                    q.order(),
                    q.limit(),
                    q.rest(),
                    q.against()));
        }

        Ask against(Comparison comparison, Against against) {
            MetricQuestion q = question;
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    q.grain(),
                    q.by(),
                    q.where(),
                    q.shops(),
                    comparison,
                    q.order(),
                    q.limit(),
                    q.rest(),
                    against));
        }

        Ask top(String order, @Nullable Integer limit) {
            MetricQuestion q = question;
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    q.grain(),
                    q.by(),
                    q.where(),
                    q.shops(),
                    q.comparison(),
                    order,
                    limit,
                    q.rest(),
                    q.against()));
        }

        /** Comes last: the others ask without it. */
        Ask rest() {
            MetricQuestion q = question;
            return new Ask(new MetricQuestion(
                    q.metrics(),
                    q.range(),
                    q.grain(),
                    q.by(),
                    q.where(),
                    q.shops(),
                    q.comparison(),
                    q.order(),
                    q.limit(),
                    true,
                    q.against()));
        }

        MetricAnswer answer() {
            return Story.get().metrics.ask(question, EVERYTHING);
        }

        List<Map<String, @Nullable Object>> rows() {
            return answer().rows();
        }

        /** The only row. */
        Map<String, @Nullable Object> row() {
            List<Map<String, @Nullable Object>> rows = rows();
            if (rows.size() != 1) {
                throw new AssertionError("One row was expected: " + rows);
            }
            return rows.getFirst();
        }
    }
}
