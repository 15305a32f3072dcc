package io.quanjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GenerationTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 10, 18);
    private static final World SMALL = World.of(7, FIRST, 45, 0.05);
    private static final Told TOLD = new Told(SMALL, Window.upTo(SMALL.end()));

    @Test
    void tellsTheSameBytesForTheSameSeed() {
        World again = World.of(7, FIRST, 45, 0.05);
        assertThat(new Told(again, Window.upTo(again.end())).hash()).isEqualTo(TOLD.hash());
    }

    @Test
    void tellsOtherBytesForAnotherSeed() {
        World other = World.of(8, FIRST, 45, 0.05);
        assertThat(new Told(other, Window.upTo(other.end())).hash()).isNotEqualTo(TOLD.hash());
    }

    @Test
    void continuesAsIfToldAtOnce() {
        // Told up to the middle of day 20, then the rest by a world that is longer by days.
        long middle = (FIRST.toEpochDay() + 20) * 86_400L + 45_000;
        Told before = new Told(World.of(7, FIRST, 21, 0.05), Window.upTo(middle));
        Told after = new Told(SMALL, new Window(middle, SMALL.end()));
        for (Scenario.ShopPlan shop : SMALL.scenario().shops) {
            Set<String> tables = new HashSet<>(TOLD.tables(shop.id()));
            tables.addAll(before.tables(shop.id()));
            tables.addAll(after.tables(shop.id()));
            for (String table : tables) {
                Map<String, ToldRow> joined = byKey(before.rows(shop.id(), table));
                joined.putAll(byKey(after.rows(shop.id(), table)));
                assertThat(joined).as(shop.id() + " " + table).isEqualTo(byKey(TOLD.rows(shop.id(), table)));
            }
        }
    }

    @Test
    void neverTellsAFactTwice() {
        for (Scenario.ShopPlan shop : SMALL.scenario().shops) {
            for (String table : TOLD.tables(shop.id())) {
                List<ToldRow> rows = TOLD.rows(shop.id(), table);
                assertThat(byKey(rows)).as(shop.id() + " " + table).hasSize(rows.size());
            }
        }
    }

    @Test
    void tellsNothingOfTheFuture() {
        String end = FIRST.plusDays(45) + "T00:00:00+08:00";
        for (Scenario.ShopPlan shop : SMALL.scenario().shops) {
            for (String table : TOLD.tables(shop.id())) {
                for (ToldRow row : TOLD.rows(shop.id(), table)) {
                    for (String column : List.of("at", "paid_at", "closed_at", "delivered_at", "ended_at")) {
                        assertThat(row.textOr(column, ""))
                                .as(table + " " + column)
                                .isLessThan(end);
                    }
                }
            }
        }
    }

    @Test
    void fillsOnlyColumnsOfTheWarehouse() throws Exception {
        for (Scenario.ShopPlan shop : SMALL.scenario().shops) {
            for (String table : TOLD.tables(shop.id())) {
                String ddl = ddl(table);
                for (String column : TOLD.rows(shop.id(), table).getFirst().columns()) {
                    assertThat(ddl).as(table).containsPattern("(?m)^    " + column + " ");
                }
            }
        }
    }

    private static String ddl(String table) throws Exception {
        for (String kind : List.of("fact", "dimension")) {
            try (var in =
                    GenerationTest.class.getResourceAsStream("/warehouse/schema/" + kind + "/" + table + ".sql")) {
                if (in != null) {
                    return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("The warehouse has no table " + table + ".");
    }

    @Test
    void countsWhatAPlainRecomputationCounts() {
        for (Scenario.ShopPlan shop : SMALL.scenario().shops) {
            Map<String, Recount> recounted = recount(shop.id());
            Totals totals = TOLD.totals(shop.id());
            for (int i = 0; i < SMALL.days(); i++) {
                LocalDate day = FIRST.plusDays(i);
                Recount plain = recounted.getOrDefault(day.toString(), new Recount());
                Totals.Day counted = totals.day(day.toEpochDay());
                assertThat(counted.eventTypes).as(shop.id() + " " + day).isEqualTo(plain.types);
                assertThat(counted.visitors).isEqualTo(plain.visitors.size());
                assertThat(counted.sessions).isEqualTo(plain.sessions.size());
                assertThat(counted.bounces).isEqualTo(plain.bounces());
                assertThat(counted.orders).isEqualTo(plain.orders);
                assertThat(counted.orderAmount).isEqualTo(plain.orderAmount);
                assertThat(counted.paidOrders).isEqualTo(plain.paidOrders);
                assertThat(counted.gmv).isEqualTo(plain.gmv);
                assertThat(counted.buyers).isEqualTo(plain.buyers.size());
                assertThat(counted.refunds).isEqualTo(plain.refunds);
                assertThat(counted.refundAmount).isEqualTo(plain.refundAmount);
                assertThat(counted.adCost).isEqualTo(plain.adCost);
            }
        }
    }

    private static final class Recount {
        final Map<String, Long> types = new TreeMap<>();
        final Set<String> visitors = new HashSet<>();
        final Map<String, int[]> sessions = new HashMap<>();
        final Set<String> buyers = new HashSet<>();
        long orders;
        long orderAmount;
        long paidOrders;
        long gmv;
        long refunds;
        long refundAmount;
        long adCost;

        long bounces() {
            return sessions.values().stream()
                    .filter(counts -> counts[0] == 1 && counts[1] == 0)
                    .count();
        }
    }

    private static Map<String, Recount> recount(String shop) {
        Map<String, Recount> days = new HashMap<>();
        for (ToldRow row : TOLD.rows(shop, "event")) {
            Recount day = days.computeIfAbsent(row.text("at").substring(0, 10), d -> new Recount());
            String type = row.text("type");
            day.types.merge(type, 1L, Long::sum);
            day.visitors.add(row.text("visitor"));
            int[] counts = day.sessions.computeIfAbsent(row.text("session"), s -> new int[2]);
            if (type.equals("page_view") || type.equals("product_view")) {
                counts[0]++;
            } else {
                counts[1]++;
            }
        }
        for (ToldRow row : TOLD.rows(shop, "order_header")) {
            Recount day = days.computeIfAbsent(row.text("at").substring(0, 10), d -> new Recount());
            day.orders++;
            day.orderAmount += row.cents("order_amount");
            if (!row.text("paid_at").isEmpty()) {
                Recount paid = days.computeIfAbsent(row.text("paid_at").substring(0, 10), d -> new Recount());
                paid.paidOrders++;
                paid.gmv += row.cents("paid_amount");
                paid.buyers.add(row.text("customer"));
            }
        }
        for (ToldRow row : TOLD.rows(shop, "refund")) {
            Recount day = days.computeIfAbsent(row.text("at").substring(0, 10), d -> new Recount());
            day.refunds++;
            day.refundAmount += row.cents("amount");
        }
        for (ToldRow row : TOLD.rows(shop, "ad_spend")) {
            days.computeIfAbsent(row.text("at").substring(0, 10), d -> new Recount()).adCost += row.cents("cost");
        }
        return days;
    }

    private static Map<String, ToldRow> byKey(List<ToldRow> rows) {
        Map<String, ToldRow> map = new HashMap<>();
        rows.forEach(row -> map.put(row.text("natural_key"), row));
        return map;
    }
}
