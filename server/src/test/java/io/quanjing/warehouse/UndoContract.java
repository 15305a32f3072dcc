package io.quanjing.warehouse;

import static io.quanjing.warehouse.WarehouseContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine promises about bulk writes that are taken back. */
abstract class UndoContract extends OpenWarehouse {

    private static final List<String> SHOWN = List.of(
            "SELECT natural_key, order_amount, paid_amount, customer FROM order_header ORDER BY 1",
            "SELECT natural_key, product, order_amount FROM order_line ORDER BY 1",
            "SELECT natural_key, amount, remainder FROM refund ORDER BY 1",
            "SELECT natural_key, cost, load_id FROM ad_spend ORDER BY 1, 2, 3",
            "SELECT order_id, line_no, buyer_type, channel, paid_amount, category FROM sales_line ORDER BY 1, 2",
            "SELECT refund, line_no, amount, channel FROM refund_line ORDER BY 1, 2",
            "SELECT order_id, kind, cost, line_no, amount FROM cost_line ORDER BY 1, 2, 3, 4, 5",
            "SELECT session, page_views, channel, interactions FROM session ORDER BY 1, 2, 3, 4",
            "SELECT visitor, shop_day, shop_hour, events, channel FROM visitor_hour ORDER BY 1, 2, 3, 4, 5",
            "SELECT visitor, shop_day, shop_hour, product, events, category FROM visitor_product_hour ORDER BY 1, 2, 3, 4, 5, 6");

    private WriteReceipt load(String id, FactRow... rows) {
        try (FactLoad load = warehouse.load(id)) {
            for (FactRow row : rows) {
                load.append(row);
            }
            return load.commit();
        }
    }

    private static List<List<List<@Nullable Object>>> shown(Warehouse in) {
        List<List<List<@Nullable Object>>> all = new ArrayList<>();
        for (String sql : SHOWN) {
            all.add(in.query(SqlQuery.of(sql), QueryOptions.batch()).rows());
        }
        return all;
    }

    private List<List<List<@Nullable Object>>> now() {
        warehouse.awaitMarts();
        return shown(warehouse);
    }

    private Instant moment() {
        return (Instant) java.util.Objects.requireNonNull(value("SELECT max(recorded_at) FROM order_header"));
    }

    private FactRow paid(String order, String amount, String customer) {
        return shop.paid(shop.order(order, "2026-03-01T10:00", customer, amount), "2026-03-01T10:05");
    }

    @Test
    void whatAWriteBroughtGoesAndWhatItReplacedComesBack() {
        FactRow first = paid("o1", "100.00", "c1");
        load("run-1", first, shop.line(first, "1", "p1", 1, "100.00"));
        var before = now();
        Instant then = moment();
        FactRow second = paid("o1", "150.00", "c2");
        FactRow third = paid("o2", "30.00", "c3");
        load(
                "run-2",
                second,
                shop.line(second, "1", "p2", 1, "150.00"),
                third,
                shop.line(third, "1", "p1", 3, "30.00"),
                shop.refund("r1", "2026-03-02T10:00", "o1", "20.00"),
                shop.event("e1", "2026-03-01T09:00", "page_view", "v1"));
        Instant between = moment();
        var wrong = now();

        Undone would = warehouse.undoing("run-2");
        Undone did = warehouse.undo("run-2");

        assertThat(would).isEqualTo(did);
        assertThat(did.tables())
                .isEqualTo(Map.of(
                        "order_header", new Undone.Counts(1, 1, 0),
                        "order_line", new Undone.Counts(1, 1, 0),
                        "refund", new Undone.Counts(1, 0, 0),
                        "event", new Undone.Counts(1, 0, 0)));
        assertThat(did.staying()).isEmpty();
        assertThat(now()).isEqualTo(before);
        assertThat(shown(warehouse.asKnownAt(then))).isEqualTo(before);
        assertThat(shown(warehouse.asKnownAt(between))).isEqualTo(wrong);
    }

    @Test
    void rowsThatALaterWriteHasReplacedStayAsItSays() {
        load("run-1", paid("o1", "1.00", "c1"), paid("o2", "1.00", "c1"), paid("o3", "1.00", "c1"));
        load("run-2", paid("o1", "2.00", "c1"), paid("o2", "2.00", "c1"));
        load("run-3", paid("o1", "3.00", "c1"));

        Undone did = warehouse.undo("run-2");

        assertThat(did.tables()).isEqualTo(Map.of("order_header", new Undone.Counts(0, 1, 0)));
        assertThat(did.staying()).isEqualTo(Map.of("run-3", 1L));
        assertThat(amounts()).containsExactly("3.0000", "1.0000", "1.0000");
        // What the third replaced is no more, so what stood before that comes back.
        assertThat(warehouse.undo("run-3").tables()).isEqualTo(Map.of("order_header", new Undone.Counts(0, 1, 0)));
        assertThat(amounts()).containsExactly("1.0000", "1.0000", "1.0000");
        // Rows that came back are of the write that had brought them.
        assertThat(warehouse.undo("run-1").tables()).isEqualTo(Map.of("order_header", new Undone.Counts(3, 0, 0)));
        assertThat(amounts()).isEmpty();
    }

    private List<String> amounts() {
        return rows("SELECT order_amount FROM order_header ORDER BY natural_key").stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    @Test
    void aWriteIsTakenBackOnceEvenByTwoAtATime() throws Exception {
        load("run-1", paid("o1", "1.00", "c1"));
        Callable<Undone> undo = () -> warehouse.undo("run-1");
        int refused = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Undone> each : threads.invokeAll(List.of(undo, undo))) {
                try {
                    assertThat(each.get().changes()).isTrue();
                } catch (java.util.concurrent.ExecutionException e) {
                    refused++;
                }
            }
        }

        assertThat(refused).isEqualTo(1);
        refused(WarehouseError.UNDONE_ALREADY, () -> warehouse.undo("run-1"));
        refused(WarehouseError.UNDONE_ALREADY, () -> warehouse.undoing("run-1"));
        assertThat(rows("SELECT order_id FROM order_header")).isEmpty();
        // The same file again is a write of its own.
        assertThat(load("run-2", paid("o1", "1.00", "c1")).counts("order_header"))
                .isEqualTo(new WriteReceipt.Counts(1, 0, 0));
    }

    @Test
    void rowsThatCameBackAreKnownToLaterBatches() {
        load("run-1", paid("o1", "1.00", "c1"));
        load("run-2", paid("o1", "2.00", "c1"));
        warehouse.undo("run-2");

        assertThat(write(paid("o1", "4.00", "c1")).counts("order_header")).isEqualTo(new WriteReceipt.Counts(0, 1, 0));
        assertThat(amounts()).containsExactly("4.0000");
    }

    @Test
    void aDayOfAReportBecomesWhatAWriteThatStillCountsSaid() {
        load("run-1", spend("a", "1.00"), spend("b", "2.00"));
        var first = now();
        load("run-2", spend("b", "5.00"), spend("c", "3.00"));
        load("run-3", spend("b", "5.00"), spend("c", "4.00"));

        // The third tells the whole day anew, and that the second was right about b.
        Undone second = warehouse.undo("run-2");
        assertThat(second.tables()).isEqualTo(Map.of("ad_spend", new Undone.Counts(0, 0, 1)));
        assertThat(rows("SELECT channel, cost FROM ad_spend ORDER BY 1"))
                .containsExactly(List.of("b", new BigDecimal("5.0000")), List.of("c", new BigDecimal("4.0000")));

        warehouse.undo("run-3");
        assertThat(rows("SELECT channel, cost FROM ad_spend ORDER BY 1"))
                .containsExactly(List.of("a", new BigDecimal("1.0000")), List.of("b", new BigDecimal("2.0000")));
        assertThat(now()).isEqualTo(first);
    }

    private FactRow spend(String channel, String cost) {
        return shop.fact("ad_spend", "2026-03-01 " + channel, "2026-03-01T00:00")
                .set("channel", channel)
                .set("cost", new BigDecimal(cost))
                .set("currency", "CNY");
    }

    @Test
    void aProductThatOthersNameKeepsItsTitle() {
        load(
                "run-1",
                shop.row("product", "p1").set("product", "p1").set("title", "茶"),
                shop.row("product", "p2").set("product", "p2").set("title", "壶"));
        FactRow order = paid("o1", "1.00", "c1");
        load("run-2", order, shop.line(order, "1", "p1", 1, "1.00"));

        assertThat(warehouse.undo("run-1").tables()).isEqualTo(Map.of("product", new Undone.Counts(1, 0, 1)));
        assertThat(rows("SELECT title FROM product")).containsExactly(List.of("茶"));
    }

    @Test
    void aWriteThatLeftNothingIsTakenBackToo() {
        assertThat(warehouse.undo("never seen")).isEqualTo(new Undone(Map.of(), Map.of()));
    }

    /** Whatever a write did to facts and marts, taking it back right away leads to what was before it. */
    @Test
    void takingBackLeadsToWhatWasBefore() {
        Random random = new Random(20260301);
        for (int round = 0; round < rounds(); round++) {
            load("before-" + round, some(random));
            var before = now();
            load("wrong-" + round, some(random));
            warehouse.undo("wrong-" + round);

            var after = now();
            for (int i = 0; i < SHOWN.size(); i++) {
                assertThat(after.get(i)).as(round + ": " + SHOWN.get(i)).isEqualTo(before.get(i));
            }
        }
    }

    /** Where a write takes seconds, fewer are enough. */
    int rounds() {
        return 5;
    }

    private FactRow[] some(Random random) {
        List<FactRow> rows = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String day = "2026-03-0" + (1 + random.nextInt(3));
            String visitor = "v" + random.nextInt(4);
            String product = "p" + random.nextInt(4);
            FactRow event = shop.event(
                            "e" + random.nextInt(100_000),
                            day + "T1" + random.nextInt(10) + ":0" + random.nextInt(10),
                            random.nextBoolean() ? "product_view" : "cart_add",
                            visitor)
                    .set("product", product);
            rows.add(random.nextInt(3) == 0 ? event.set("session", "s" + random.nextInt(5)) : event);
            String amount = (1 + random.nextInt(9)) + ".00";
            String id = "o" + random.nextInt(12);
            FactRow order = shop.paid(
                    shop.order(id, day + "T12:00", "c" + random.nextInt(4), amount)
                            .set("visitor", visitor),
                    day + "T12:0" + random.nextInt(10));
            rows.add(order);
            rows.add(shop.line(order, "1", product, 1, amount));
            if (random.nextInt(3) == 0) {
                rows.add(shop.refund("r" + random.nextInt(8), day + "T20:00", id, "1.00")
                        .set("remainder", random.nextBoolean()));
            }
            if (random.nextInt(5) == 0) {
                rows.add(shop.row("product", product).set("product", product).set("category", "k" + random.nextInt(3)));
                rows.add(spend("x" + random.nextInt(3), amount));
            }
        }
        return rows.toArray(FactRow[]::new);
    }
}
