package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shops made up at random: every figure is the one that plain Java works out from the same rows. */
class RandomShopTest {

    private static final List<String> REGIONS = List.of("上海", "北京", "广东");
    private static final List<String> PRODUCTS = List.of("p1", "p2", "p3", "p4");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Sold(
            Shop shop,
            String order,
            @Nullable String customer,
            @Nullable String region,
            Instant at,
            @Nullable Instant paidAt,
            BigDecimal amount,
            List<Line> lines) {}

    private record Line(String product, long quantity, BigDecimal amount) {}

    private record Back(Sold sold, Instant at, BigDecimal amount) {}

    private record Seen(Shop shop, String visitor, @Nullable String product, String type, Instant at) {}

    private final List<Sold> sold = new ArrayList<>();
    private final List<Back> back = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theWarehouseAndPlainJavaAgree(long seed) {
        Random random = new Random(seed);
        List<Shop> shops = List.of(
                TestShops.shop("a", "A", "Asia/Shanghai", "04:00", "CNY"),
                TestShops.shop("b", "B", "Europe/Berlin", "00:00", "CNY"));
        Warehouse warehouse =
                EmbeddedWarehouse.open(TestFolders.create("random").resolve("warehouse"));
        shops.forEach(shop -> write(warehouse, shop, random));
        Metrics metrics = new MetricEngine(
                Dictionary.load(),
                warehouse,
                new TestShops(shops),
                InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z")));
        for (int i = 0; i < 8; i++) {
            LocalDate from = LocalDate.of(2025, 12, 28).plusDays(random.nextInt(70));
            DayRange range = new DayRange(from, from.plusDays(random.nextInt(60)));
            List<Shop> asked = random.nextBoolean() ? shops : List.of(shops.get(random.nextInt(2)));
            checkTotals(metrics, asked, range);
            checkDays(metrics, asked, range);
            checkRegions(metrics, asked, range);
            checkRest(metrics, asked, range);
            checkProducts(metrics, asked, range);
        }
    }

    private void write(Warehouse warehouse, Shop shop, Random random) {
        ShopRows rows = new ShopRows(warehouse, shop);
        for (int i = 0; i < 120; i++) {
            Instant at = moment(random);
            Instant paidAt = random.nextInt(5) == 0 ? null : at.plus(Duration.ofMinutes(random.nextInt(3000)));
            String customer = random.nextInt(6) == 0 ? null : "c" + random.nextInt(25);
            String region = random.nextInt(8) == 0 ? null : REGIONS.get(random.nextInt(REGIONS.size()));
            List<Line> lines = new ArrayList<>();
            BigDecimal amount = cents(random.nextInt(3) == 0 ? random.nextInt(900) : 0); // freight
            for (int l = random.nextInt(4); l > 0; l--) {
                BigDecimal share = cents(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(20_000));
                lines.add(new Line(PRODUCTS.get(random.nextInt(PRODUCTS.size())), 1 + random.nextInt(3), share));
                amount = amount.add(share);
            }
            Sold order = new Sold(shop, "o" + i, customer, region, at, paidAt, amount, lines);
            sold.add(order);
            FactRow row =
                    rows.order(order.order(), at, customer, amount.toString()).set("region", region);
            if (paidAt != null) {
                row = rows.paid(row, paidAt, amount.toString());
            }
            for (int l = 0; l < lines.size(); l++) {
                Line line = lines.get(l);
                Objects.requireNonNull(rows.line(
                        row,
                        "" + l,
                        line.product(),
                        null,
                        line.quantity(),
                        line.amount().toString(),
                        null));
            }
            if (paidAt != null && random.nextInt(4) == 0 && amount.signum() > 0) {
                Back refund = new Back(
                        order,
                        paidAt.plus(Duration.ofHours(random.nextInt(900))),
                        amount.divide(new BigDecimal(2), 2, RoundingMode.DOWN));
                back.add(refund);
                Objects.requireNonNull(rows.refund(
                        order.order(), null, refund.at(), refund.amount().toString()));
            }
        }
        for (int i = 0; i < 300; i++) {
            String product = random.nextInt(4) == 0 ? null : PRODUCTS.get(random.nextInt(PRODUCTS.size()));
            String type = product == null
                    ? "page_view"
                    : List.of("product_view", "cart_add", "favourite").get(random.nextInt(3));
            Seen event = new Seen(shop, "v" + random.nextInt(40), product, type, moment(random));
            seen.add(event);
            Objects.requireNonNull(rows.event(event.at(), type, event.visitor()).set("product", product));
        }
        rows.write();
    }

    private static Instant moment(Random random) {
        return START.plus(Duration.ofMinutes(random.nextInt(80 * 24 * 60)));
    }

    private static BigDecimal cents(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    private void checkTotals(Metrics metrics, List<Shop> shops, DayRange range) {
        Map<String, @Nullable Object> row = ask(
                        metrics,
                        shops,
                        range,
                        Grain.TOTAL,
                        List.of(),
                        "gmv,paid_orders,buyers,items_sold,orders,order_amount,refund_amount,net_sales,aov,order_value,visitors,page_views,cart_adders,pay_rate,refund_rate_orders")
                .getFirst();
        List<Sold> paid = paid(shops, range);
        List<Sold> created =
                sold.stream().filter(s -> in(shops, range, s.shop(), s.at())).toList();
        BigDecimal gmv = sum(paid, Sold::amount);
        BigDecimal refunds = sum(
                back.stream()
                        .filter(b -> in(shops, range, b.sold().shop(), b.at()))
                        .toList(),
                Back::amount);
        long buyers = people(paid);
        long visitors = visitors(shops, range, s -> true);
        assertThat(row)
                .containsEntry("gmv", two(gmv))
                .containsEntry("paid_orders", (long) paid.size())
                .containsEntry("buyers", buyers)
                .containsEntry("items_sold", items(paid, l -> true))
                .containsEntry("orders", (long) created.size())
                .containsEntry("order_amount", two(sum(created, Sold::amount)))
                .containsEntry("refund_amount", two(refunds))
                .containsEntry("net_sales", two(gmv.subtract(refunds)))
                .containsEntry(
                        "aov", buyers == 0 ? null : two(gmv.divide(BigDecimal.valueOf(buyers), MathContext.DECIMAL128)))
                .containsEntry(
                        "order_value",
                        paid.isEmpty()
                                ? null
                                : two(gmv.divide(BigDecimal.valueOf(paid.size()), MathContext.DECIMAL128)))
                .containsEntry("visitors", visitors)
                .containsEntry("page_views", (long) looks(shops, range).size())
                .containsEntry(
                        "cart_adders", visitors(shops, range, s -> s.type().equals("cart_add")))
                .containsEntry("pay_rate", visitors == 0 ? null : (double) buyers / visitors)
                .containsEntry(
                        "refund_rate_orders",
                        paid.isEmpty()
                                ? null
                                : (double) back.stream()
                                                .map(Back::sold)
                                                .filter(paid::contains)
                                                .distinct()
                                                .count()
                                        / paid.size());
    }

    private void checkDays(Metrics metrics, List<Shop> shops, DayRange range) {
        List<Map<String, @Nullable Object>> rows =
                ask(metrics, shops, range, Grain.DAY, List.of(), "gmv,buyers,visitors");
        assertThat(rows).hasSize(range.days());
        for (Map<String, @Nullable Object> row : rows) {
            LocalDate day = LocalDate.parse(String.valueOf(row.get("period")));
            DayRange one = new DayRange(day, day);
            assertThat(row)
                    .containsEntry("gmv", two(sum(paid(shops, one), Sold::amount)))
                    .containsEntry("buyers", people(paid(shops, one)))
                    .containsEntry("visitors", visitors(shops, one, s -> true));
        }
    }

    private void checkRegions(Metrics metrics, List<Shop> shops, DayRange range) {
        Map<@Nullable Object, List<Sold>> regions = new HashMap<>();
        paid(shops, range)
                .forEach(s -> regions.computeIfAbsent(s.region(), r -> new ArrayList<>())
                        .add(s));
        List<Map<String, @Nullable Object>> rows =
                ask(metrics, shops, range, Grain.TOTAL, List.of("region"), "gmv,buyers");
        assertThat(rows).hasSize(regions.size());
        rows.forEach(row -> {
            List<Sold> here = Objects.requireNonNull(regions.get(row.get("region")));
            assertThat(row).containsEntry("gmv", two(sum(here, Sold::amount))).containsEntry("buyers", people(here));
        });
    }

    private void checkRest(Metrics metrics, List<Shop> shops, DayRange range) {
        MetricAnswer answer = metrics.ask(
                new MetricQuestion(
                        List.of("gmv", "buyers"),
                        range,
                        Grain.TOTAL,
                        List.of("region"),
                        Map.of(),
                        shops.stream().map(Shop::id).toList(),
                        null,
                        "gmv",
                        1,
                        true,
                        null),
                Story.EVERYTHING);
        MetricAnswer.Whole whole = Objects.requireNonNull(answer.whole());
        List<Sold> paid = paid(shops, range);
        assertThat(whole.total()).isEqualTo(Map.of("gmv", two(sum(paid, Sold::amount)), "buyers", people(paid)));
        Object first = answer.rows().isEmpty() ? null : answer.rows().getFirst().get("region");
        List<Sold> others = paid.stream()
                .filter(order -> !Objects.equals(order.region(), first))
                .toList();
        assertThat(whole.others())
                .isEqualTo(others.stream().map(Sold::region).distinct().count());
        assertThat(whole.rest())
                .isEqualTo(
                        others.isEmpty()
                                ? null
                                : Map.of("gmv", two(sum(others, Sold::amount)), "buyers", people(others)));
    }

    private void checkProducts(Metrics metrics, List<Shop> shops, DayRange range) {
        for (Map<String, @Nullable Object> row : ask(
                metrics, shops, range, Grain.TOTAL, List.of("product"), "gmv,items_sold,paid_orders,product_viewers")) {
            Object product = row.get("product");
            if (product != null) {
                Predicate<Line> ofIt = line -> line.product().equals(product);
                List<Sold> paid = paid(shops, range).stream()
                        .filter(s -> s.lines().stream().anyMatch(ofIt))
                        .toList();
                BigDecimal gmv = paid.stream()
                        .flatMap(s -> s.lines().stream())
                        .filter(ofIt)
                        .map(Line::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(row)
                        .containsEntry("gmv", two(gmv))
                        .containsEntry("items_sold", items(paid, ofIt))
                        .containsEntry("paid_orders", (long) paid.size())
                        .containsEntry(
                                "product_viewers",
                                visitors(
                                        shops,
                                        range,
                                        s -> s.type().equals("product_view") && product.equals(s.product())));
            }
        }
    }

    private static List<Map<String, @Nullable Object>> ask(
            Metrics metrics, List<Shop> shops, DayRange range, Grain grain, List<String> by, String ids) {
        return metrics.ask(
                        new MetricQuestion(
                                List.of(ids.split(",", -1)),
                                range,
                                grain,
                                by,
                                Map.of(),
                                shops.stream().map(Shop::id).toList(),
                                null,
                                null,
                                null),
                        Story.EVERYTHING)
                .rows();
    }

    private static boolean in(List<Shop> shops, DayRange range, Shop shop, Instant at) {
        return shops.contains(shop) && range.contains(shop.clock().day(at));
    }

    private List<Sold> paid(List<Shop> shops, DayRange range) {
        return sold.stream()
                .filter(s -> s.paidAt() != null && in(shops, range, s.shop(), s.paidAt()))
                .toList();
    }

    private List<Seen> looks(List<Shop> shops, DayRange range) {
        return seen.stream()
                .filter(s -> s.type().endsWith("_view") && in(shops, range, s.shop(), s.at()))
                .toList();
    }

    private long visitors(List<Shop> shops, DayRange range, Predicate<Seen> which) {
        return seen.stream()
                .filter(s -> in(shops, range, s.shop(), s.at()) && which.test(s))
                .map(s -> s.shop().id() + "/" + s.visitor())
                .distinct()
                .count();
    }

    private static long people(List<Sold> orders) {
        return orders.stream()
                .filter(s -> s.customer() != null)
                .map(s -> s.shop().id() + "/" + s.customer())
                .distinct()
                .count();
    }

    private static long items(List<Sold> orders, Predicate<Line> which) {
        return orders.stream()
                .flatMap(s -> s.lines().stream())
                .filter(line -> line.amount().signum() > 0 && which.test(line))
                .mapToLong(Line::quantity)
                .sum();
    }

    private static <T> BigDecimal sum(List<T> rows, Function<T, BigDecimal> amount) {
        return rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String two(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
