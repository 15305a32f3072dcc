package io.quanjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The stories of the demo hold together: in every shop, for every order, piece and customer. */
class StoryTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 10, 18);
    private static final World WORLD = World.of(3, FIRST, 70, 0.06);
    private static final Told TOLD = new Told(WORLD, Window.upTo(WORLD.end()));

    @Test
    void linesAddUpToTheirOrder() {
        forEachShop(shop -> {
            Map<String, Long> lines = new HashMap<>();
            TOLD.rows(shop, "order_line")
                    .forEach(row -> lines.merge(row.text("order_id"), row.cents("order_amount"), Long::sum));
            for (ToldRow order : TOLD.rows(shop, "order_header")) {
                long freight = order.cents("freight_amount");
                assertThat(Told.of(lines, order.text("order_id")) + freight).isEqualTo(order.cents("order_amount"));
            }
        });
    }

    @Test
    void aVisitComesBeforeItsOrderAndTheOrderBeforeItsPurchase() {
        forEachShop(shop -> {
            Map<String, String> firstEvent = new HashMap<>();
            Map<String, String> checkout = new HashMap<>();
            Map<String, String> purchase = new HashMap<>();
            for (ToldRow event : TOLD.rows(shop, "event")) {
                firstEvent.merge(event.text("session"), event.text("at"), (a, b) -> a.compareTo(b) < 0 ? a : b);
                if (event.text("type").equals("checkout_start")) {
                    checkout.put(event.text("session"), event.text("at"));
                }
                if (event.text("type").equals("purchase")) {
                    purchase.put(event.text("order_id"), event.text("at"));
                }
            }
            for (ToldRow order : TOLD.rows(shop, "order_header")) {
                assertThat(firstEvent.get(order.text("session"))).isLessThan(order.text("at"));
                assertThat(checkout.get(order.text("session"))).isLessThan(order.text("at"));
                String bought = purchase.get(order.text("order_id"));
                assertThat(bought == null || bought.equals(order.text("paid_at")))
                        .isTrue();
            }
        });
    }

    @Test
    void anOrderIsPaidByItsOneSuccessfulAttempt() {
        forEachShop(shop -> {
            Map<String, ToldRow> success = new HashMap<>();
            for (ToldRow attempt : TOLD.rows(shop, "payment")) {
                if (attempt.text("result").equals("success")) {
                    assertThat(success.put(attempt.text("order_id"), attempt)).isNull();
                }
            }
            for (ToldRow order : TOLD.rows(shop, "order_header")) {
                ToldRow attempt = success.get(order.text("order_id"));
                assertThat(attempt == null ? "" : attempt.text("at")).isEqualTo(order.text("paid_at"));
                assertThat(attempt == null ? "" : attempt.text("amount")).isEqualTo(order.text("paid_amount"));
            }
        });
    }

    @Test
    void refundsComeAfterThePaymentAndNeverExceedTheLine() {
        forEachShop(shop -> {
            Map<String, ToldRow> orders = new HashMap<>();
            TOLD.rows(shop, "order_header").forEach(order -> orders.put(order.text("order_id"), order));
            Map<String, Long> paid = new HashMap<>();
            TOLD.rows(shop, "order_line").forEach(row -> paid.put(row.text("natural_key"), row.cents("order_amount")));
            for (ToldRow refund : TOLD.rows(shop, "refund")) {
                assertThat(refund.text("at"))
                        .isGreaterThan(Told.of(orders, refund.text("order_id")).text("paid_at"));
                assertThat(refund.text("requested_at")).isLessThanOrEqualTo(refund.text("at"));
                assertThat(refund.cents("amount"))
                        .isPositive()
                        .isLessThanOrEqualTo(paid.get(refund.text("order_id") + "#" + refund.text("line_no")));
                assertThat(refund.text("reason")).isNotEmpty();
            }
        });
    }

    @Test
    void levelsAreTheSumOfTheMovesAndNeverBelowZero() {
        Map<String, TreeMap<String, Long>> moves = new HashMap<>();
        for (ToldRow move : TOLD.rows("tmall", "stock_move")) {
            moves.computeIfAbsent(move.text("warehouse") + move.text("sku"), c -> new TreeMap<>())
                    .merge(move.text("at"), move.number("quantity"), Long::sum);
        }
        moves.values().forEach(cell -> {
            long level = 0;
            for (long quantity : cell.values()) {
                level += quantity;
                assertThat(level).isNotNegative();
            }
        });
        for (ToldRow level : TOLD.rows("tmall", "stock_level")) {
            long sum = Told.of(moves, level.text("warehouse") + level.text("sku"))
                    .headMap(level.text("at"), true)
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(sum).isEqualTo(level.number("on_hand"));
        }
    }

    @Test
    void salesOfTheWarehousesAreWhatTheParcelsHeld() {
        long parcels = 0;
        for (Scenario.ShopPlan shop : WORLD.scenario().shops) {
            Map<String, Long> pieces = new HashMap<>();
            TOLD.rows(shop.id(), "order_line")
                    .forEach(row -> pieces.merge(row.text("order_id"), row.number("quantity"), Long::sum));
            for (ToldRow parcel : TOLD.rows(shop.id(), "shipment")) {
                parcels += Told.of(pieces, parcel.text("order_id"));
            }
        }
        long sales = TOLD.rows("tmall", "stock_move").stream()
                .filter(move -> move.text("reason").equals("sale"))
                .mapToLong(move -> -move.number("quantity"))
                .sum();
        assertThat(sales).isEqualTo(parcels);
    }

    @Test
    void customersDifferInHowOftenTheyComeBack() {
        Map<String, Integer> purchases = new HashMap<>();
        for (ToldRow order : TOLD.rows("tmall", "order_header")) {
            if (!order.text("paid_at").isEmpty()) {
                purchases.merge(order.text("customer"), 1, Integer::sum);
            }
        }
        double mean = purchases.values().stream().mapToInt(i -> i).average().orElse(0);
        double variance = purchases.values().stream()
                .mapToDouble(i -> (i - mean) * (i - mean))
                .average()
                .orElse(0);
        // With equal customers repeats were geometric or narrower; here the spread of the repeats exceeds their mean.
        assertThat(variance).isGreaterThan(mean - 1);
        assertThat(mean).isBetween(1.2, 3.0);
    }

    private static void forEachShop(java.util.function.Consumer<String> check) {
        List<String> shops =
                WORLD.scenario().shops.stream().map(Scenario.ShopPlan::id).toList();
        shops.forEach(check);
    }
}
