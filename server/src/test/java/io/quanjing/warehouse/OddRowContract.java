package io.quanjing.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every engine makes of rows that fit their tables and make no sense together: no row stops the marts of others. */
abstract class OddRowContract extends OpenWarehouse {

    private static final BigDecimal MOST = new BigDecimal("99999999999999.9999");
    private static final List<BigDecimal> AMOUNTS = List.of(
            MOST,
            MOST.negate(),
            BigDecimal.ZERO,
            new BigDecimal("0.0001"),
            new BigDecimal("-0.0001"),
            new BigDecimal("50000000000000"),
            BigDecimal.ONE);
    private static final List<Long> NUMBERS = List.of(0L, 1L, -1L, 6_901_234_567_890L, Long.MAX_VALUE, Long.MIN_VALUE);

    private List<?> mart(String sql) {
        warehouse.awaitMarts();
        return rows(sql);
    }

    private static BigDecimal yuan(String amount) {
        return new BigDecimal(amount).setScale(4);
    }

    @Test
    void anOrderPaidWithoutAnAmountDoesNotStopTheMarts() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "30"), "2026-03-01T10:00")
                .set("paid_amount", null);
        write(
                order,
                shop.line(order, "1", "p1", 1, "10").set("paid_amount", null),
                shop.line(order, "2", "p2", 1, "20").set("paid_amount", null));
        write(shop.paid(shop.order("o2", "2026-03-01T10:00", "c1", "7"), "2026-03-01T11:00"));

        assertThat(mart("SELECT order_id, line_no, order_amount, paid_amount FROM sales_line ORDER BY 1, 2"))
                .isEqualTo(List.of(
                        List.of("o1", "1", yuan("10"), yuan("0")),
                        List.of("o1", "2", yuan("20"), yuan("0")),
                        List.of("o2", "", yuan("7"), yuan("7"))));
    }

    @Test
    void aBarcodeAsAQuantityLeavesItsCostUnknownAndTheRestAlone() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:00");
        write(
                order,
                shop.line(order, "1", "p1", 6_901_234_567_890L, "10").set("unit_cost", new BigDecimal("30")),
                shop.refund("r1", "2026-03-02T10:00", "o1", "10")
                        .set("type", "return")
                        .set("quantity", 6_901_234_567_890L)
                        .set("unit_cost", new BigDecimal("30")));

        assertThat(mart("SELECT line_no, paid_amount, cost_amount FROM sales_line"))
                .isEqualTo(List.of(Arrays.asList("1", yuan("10"), null)));
        assertThat(mart("SELECT amount FROM refund_line")).isEqualTo(List.of(List.of(yuan("10"))));
    }

    @Test
    void linesThatFitNoColumnTogetherLeaveTheirOrderToItself() {
        FactRow order = shop.paid(shop.order("o1", "2026-03-01T10:00", "c1", "10"), "2026-03-01T10:00");
        write(order);
        for (String no : List.of("1", "2", "3")) {
            write(shop.line(order, no, "p1", 1, MOST.toString()));
        }
        assertThat(mart("SELECT line_no, order_amount, paid_amount, cost_amount FROM sales_line"))
                .isEqualTo(List.of(Arrays.asList("", yuan("10"), yuan("10"), null)));
    }

    @Test
    void aDwellThatFitsNoColumnIsNone() {
        write(shop.event("1", "2026-03-01T10:00", "page_view", "v1").set("dwell_seconds", MOST));
        assertThat(mart("SELECT duration_seconds FROM session")).isEqualTo(List.of(List.of(yuan("0"))));
    }

    @Test
    void noRowThatItsTableTakesStopsTheMarts() {
        Random random = new Random(7);
        List<FactRow> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            FactRow order = shop.order("o" + i, moment(random), maybe(random, "c" + i % 9), "1")
                    .set("order_amount", pick(random, AMOUNTS));
            if (random.nextInt(4) > 0) {
                order = shop.paid(order, moment(random))
                        .set("paid_amount", random.nextInt(5) == 0 ? null : pick(random, AMOUNTS));
            }
            rows.add(order);
            boolean told = random.nextBoolean();
            for (int l = random.nextInt(5); l > 0; l--) {
                rows.add(shop.line(order, "" + l, "p" + random.nextInt(3), pick(random, NUMBERS), "1")
                        .set("natural_key", "o" + i + "#" + l)
                        .set("order_amount", pick(random, AMOUNTS))
                        .set("paid_amount", told && random.nextBoolean() ? pick(random, AMOUNTS) : null)
                        .set("unit_cost", random.nextBoolean() ? pick(random, AMOUNTS) : null));
            }
            rows.add(shop.refund("r" + i, moment(random), maybe(random, "o" + random.nextInt(400)), "1")
                    .set("amount", pick(random, AMOUNTS))
                    .set("type", maybe(random, "return"))
                    .set("line_no", random.nextInt(3) == 0 ? "1" : null)
                    .set("product", random.nextInt(3) == 0 ? "p1" : null)
                    .set("quantity", random.nextBoolean() ? pick(random, NUMBERS) : null)
                    .set("unit_cost", random.nextBoolean() ? pick(random, AMOUNTS) : null));
            rows.add(shop.event("e" + i, moment(random), "page_view", maybe(random, "v" + i % 20))
                    .set("session", random.nextInt(4) == 0 ? "g" + i % 7 : null)
                    .set("dwell_seconds", random.nextBoolean() ? pick(random, AMOUNTS) : null)
                    .set("quantity", pick(random, NUMBERS))
                    .set("value", pick(random, AMOUNTS)));
        }
        rows.add(shop.row("product_cost", "p1")
                .set("product", "p1")
                .set("valid_from", java.time.LocalDate.parse("0001-01-01"))
                .set("unit_cost", MOST)
                .set("currency", "CNY"));
        WriteReceipt ignored = load(rows.toArray(FactRow[]::new));

        assertThat(
                        mart(
                                "SELECT h.order_id FROM order_header h LEFT JOIN (SELECT order_id, sum(order_amount) AS ordered, sum(paid_amount) AS paid FROM sales_line GROUP BY 1) s ON s.order_id = h.order_id WHERE s.ordered IS DISTINCT FROM h.order_amount OR s.paid IS DISTINCT FROM CASE WHEN h.paid_at IS NULL THEN 0 ELSE coalesce(h.paid_amount, 0) END"))
                .isEqualTo(List.of());
        assertThat(
                        mart(
                                "SELECT r.natural_key FROM refund r LEFT JOIN (SELECT refund, sum(amount) AS amount FROM refund_line GROUP BY 1) l ON l.refund = r.natural_key WHERE l.amount IS DISTINCT FROM r.amount"))
                .isEqualTo(List.of());
    }

    private static String moment(Random random) {
        int year = List.of(1, 2026, 9999).get(random.nextInt(3));
        return "%04d-03-0%dT%02d:%02d".formatted(year, 1 + random.nextInt(3), random.nextInt(24), random.nextInt(60));
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static @org.jspecify.annotations.Nullable String maybe(Random random, String value) {
        return random.nextInt(4) == 0 ? null : value;
    }
}
