package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the days that are over and what the running day adds are together what the warehouse says of all of them. */
@Execution(ExecutionMode.CONCURRENT)
class SettledRowsTest {

    private static final Instant START = Instant.parse("2026-03-25T00:00:00Z");
    private static final List<Shop> SHOPS = List.of(
            TestShops.shop("a", "A", "Asia/Shanghai", "04:00", "CNY"),
            TestShops.shop("b", "B", "Europe/Berlin", "04:00", "CNY"));
    private static final List<String> REGIONS = List.of("上海", "北京", "广东");

    private final Warehouse warehouse =
            EmbeddedWarehouse.open(TestFolders.create("settled").resolve("warehouse"));
    private volatile Instant now = Instant.parse("2026-05-06T09:40:00Z");
    private final MetricEngine metrics =
            new MetricEngine(Dictionary.load(), warehouse, new TestShops(SHOPS), () -> now);
    private int number;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void keepsNothingThatHasChanged(long seed) {
        Random random = new Random(seed);
        write(random, 120, START, Duration.between(START, now));
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 6; i++) {
                checkOne(random);
            }
            // More of today, and in some rounds of earlier, too.
            now = now.plus(Duration.ofMinutes(random.nextInt(900)));
            Duration back = Duration.ofHours(random.nextBoolean() ? 4 : 24 * 30);
            write(random, 25, now.minus(back), back);
        }
    }

    @Test
    void todaysEventsLeaveTheDaysBeforeAlone() {
        Random random = new Random(3);
        write(random, 50, START, Duration.between(START, now));
        LocalDate today = LocalDate.of(2026, 5, 6);
        long before = warehouse.settled("visitor_hour", today);
        ShopRows rows = new ShopRows(warehouse, SHOPS.getFirst());
        Objects.requireNonNull(rows.event(now, "page_view", "v1").set("natural_key", "x"));
        rows.write();

        assertThat(warehouse.settled("visitor_hour", today)).isEqualTo(before);
        assertThat(warehouse.settled("visitor_hour", today.plusDays(1))).isNotEqualTo(before);

        ShopRows late = new ShopRows(warehouse, SHOPS.getFirst());
        Objects.requireNonNull(
                late.event(now.minus(Duration.ofDays(3)), "page_view", "v2").set("natural_key", "y"));
        late.write();

        assertThat(warehouse.settled("visitor_hour", today)).isNotEqualTo(before);
        assertThat(warehouse.settled("event", today)).isEqualTo(Warehouse.NOT_KNOWN);
    }

    private void checkOne(Random random) {
        LocalDate today = SHOPS.getFirst().clock().day(now);
        int days = List.of(1, 7, 30, 60).get(random.nextInt(4));
        LocalDate to = random.nextInt(4) == 0 ? today.minusDays(random.nextInt(5)) : today;
        Grain grain = List.of(Grain.TOTAL, Grain.TOTAL, Grain.DAY, Grain.WEEK, Grain.MONTH)
                .get(random.nextInt(5));
        List<String> by = List.of(
                        List.<String>of(),
                        List.of("region"),
                        List.of("product"),
                        List.of("shop"),
                        List.of("buyer_type"),
                        List.of("hour"),
                        List.of("weekday", "region"))
                .get(random.nextInt(7));
        Map<String, List<String>> where =
                random.nextInt(3) == 0 ? Map.of("region", List.of(REGIONS.get(random.nextInt(3)))) : Map.of();
        Comparison comparison = random.nextInt(3) == 0 ? null : Comparison.PREVIOUS;
        List<String> all = new ArrayList<>(metrics.dictionary().metrics().stream()
                .filter(metric -> metric.dimensions().containsAll(by)
                        && metric.dimensions().containsAll(where.keySet()))
                .map(MetricDictionary.Metric::id)
                .toList());
        // Some alone: one that cannot be taken apart keeps a split question from being.
        Collections.shuffle(all, random);
        List<String> ids = all.subList(0, Math.min(all.size(), List.of(2, 5, 20).get(random.nextInt(3))));
        @Nullable String order = by.isEmpty() ? null : ids.getFirst();
        MetricQuestion question = new MetricQuestion(
                ids,
                new DayRange(to.minusDays(days - 1L), to),
                grain,
                by,
                where,
                random.nextBoolean() ? List.of() : List.of("a"),
                comparison,
                order,
                by.isEmpty() ? null : 200);
        Caller caller = Caller.commandLine();

        MetricAnswer kept = metrics.ask(question, caller);

        assertThat(kept.rows())
                .as(question.toString())
                .isEqualTo(metrics.export(question, caller).rows());
        assertThat(kept.notes())
                .as(question.toString())
                .isEqualTo(metrics.export(question, caller).notes());
    }

    private void write(Random random, int count, Instant from, Duration length) {
        for (Shop shop : SHOPS) {
            ShopRows rows = new ShopRows(warehouse, shop);
            for (int i = 0; i < count; i++) {
                Instant at = from.plus(Duration.ofMillis(random.nextLong(length.toMillis())));
                String visitor = random.nextInt(10) == 0 ? null : "v" + random.nextInt(30);
                String product = random.nextInt(4) == 0 ? null : "p" + random.nextInt(5);
                FactRow event = rows.event(at, product == null ? "page_view" : "product_view", visitor);
                Objects.requireNonNull(event.set("natural_key", "e" + number++)
                        .set("product", product)
                        .set("region", random.nextInt(6) == 0 ? null : REGIONS.get(random.nextInt(3))));
                if (random.nextInt(4) == 0) {
                    String customer = random.nextInt(8) == 0 ? null : "c" + random.nextInt(15);
                    String amount = 1 + random.nextInt(500) + ".50";
                    FactRow order = rows.order("o" + number++, at, customer, amount)
                            .set("region", REGIONS.get(random.nextInt(3)));
                    if (random.nextInt(5) > 0) {
                        Objects.requireNonNull(
                                rows.paid(order, at.plus(Duration.ofMinutes(random.nextInt(300))), amount));
                    }
                    Objects.requireNonNull(rows.line(order, "1", "p" + random.nextInt(5), null, 1, amount, null));
                    if (random.nextInt(5) == 0) {
                        Objects.requireNonNull(rows.refund(
                                String.valueOf(order.get("order_id")),
                                null,
                                at.plus(Duration.ofHours(random.nextInt(90))),
                                "1.25"));
                    }
                }
            }
            rows.write();
        }
    }
}
