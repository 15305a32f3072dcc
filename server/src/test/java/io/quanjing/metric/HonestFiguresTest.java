package io.quanjing.metric;

import static io.quanjing.metric.MetricEngineTest.row;
import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer.Note;
import io.quanjing.metric.MetricQuestion.Comparison;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.testing.TestFolders;
import io.quanjing.warehouse.EmbeddedWarehouse;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not known is not shown as a number, and both sides of a comparison are cut at the same moment. */
class HonestFiguresTest {

    private final Warehouse warehouse =
            EmbeddedWarehouse.open(TestFolders.create("honest").resolve("warehouse"));
    private final ShopRows shop = new ShopRows(warehouse, Story.DAY);

    @AfterEach
    void close() {
        warehouse.close();
    }

    private MetricAnswer answer(Story.Ask ask, String now) {
        return new MetricEngine(Dictionary.load(), warehouse, Story.SHOPS, InstantSource.fixed(shop.at(now)))
                .ask(ask.shops("day").question(), Story.EVERYTHING);
    }

    private MetricAnswer answer(Story.Ask ask) {
        return answer(ask, "2027-01-01T12:00");
    }

    @Test
    void theReturnOfGoodsWithoutACostLeavesTheProfitUnknown() {
        FactRow order = shop.paid(shop.order("o1", "2026-10-01T10:00", "c1", "100"), "2026-10-01T10:00");
        shop.line(order, "1", "p1", null, 1, "100", null);
        FactRow known = shop.paid(shop.order("o2", "2026-11-01T10:00", "c1", "50"), "2026-11-01T10:00");
        shop.line(known, "1", "p2", null, 1, "50", "20");
        shop.refund("o1", "1", shop.at("2026-11-02T10:00"), "100").set("type", "return");
        shop.write();

        MetricAnswer november = answer(
                ask("net_sales,cost_of_goods,returned_cost,gross_profit,gross_margin", "2026-11-01..2026-11-30"));
        assertThat(november.rows())
                .containsExactly(row(
                        "net_sales",
                        "-50.00",
                        "cost_of_goods",
                        "20.00",
                        "returned_cost",
                        null,
                        "gross_profit",
                        null,
                        "gross_margin",
                        null));
        assertThat(november.notes())
                .contains(new Note("metric.returned_cost_unknown", "gross_profit", Map.of("without", 1L, "items", 1L)));
    }

    @Test
    void refundsThatNameNoOrderLeaveTheRefundRatesUnknown() {
        shop.paid(shop.order("o1", "2026-10-01T10:00", "c1", "100"), "2026-10-01T10:00");
        shop.refund("o1", null, shop.at("2026-10-02T10:00"), "30");
        Objects.requireNonNull(
                shop.refund("o1", null, shop.at("2026-10-03T10:00"), "20").set("order_id", null));
        shop.write();

        MetricAnswer october = answer(
                ask("refund_amount,refunds_of_paid,refund_rate_amount,refund_rate_orders", "2026-10-01..2026-10-31"));
        assertThat(october.rows())
                .containsExactly(row(
                        "refund_amount",
                        "50.00",
                        "refunds_of_paid",
                        null,
                        "refund_rate_amount",
                        null,
                        "refund_rate_orders",
                        null));
        assertThat(october.notes())
                .contains(new Note(
                        "metric.refund_order_unknown", "refund_rate_orders", Map.of("without", 1L, "items", 2L)));
        assertThat(answer(ask("refund_rate_amount", "2026-10-01..2026-10-02")).rows())
                .containsExactly(row("refund_rate_amount", 0.3));
    }

    @Test
    void refundsOfOrdersThatAreNotThereAreNoted() {
        shop.paid(shop.order("o1", "2026-10-01T10:00", "c1", "100"), "2026-10-01T10:00");
        shop.refund("o1", null, shop.at("2026-10-02T10:00"), "30");
        shop.refund("o0", null, shop.at("2026-10-02T10:00"), "70");
        shop.write();

        MetricAnswer october = answer(ask("refund_rate_amount", "2026-10-01..2026-10-31"));
        assertThat(october.rows()).containsExactly(row("refund_rate_amount", 0.3));
        assertThat(october.notes())
                .containsExactly(new Note(
                        "metric.refund_order_missing", "refund_rate_amount", Map.of("without", 1L, "items", 2L)));
    }

    @Test
    void aBaseThatIsUnknownMakesNothingNew() {
        FactRow before = shop.paid(shop.order("o1", "2026-10-01T10:00", "c1", "100"), "2026-10-01T10:00");
        shop.line(before, "1", "p1", null, 1, "100", null);
        FactRow now = shop.paid(shop.order("o2", "2026-10-02T10:00", "c1", "50"), "2026-10-02T10:00");
        shop.line(now, "1", "p2", null, 1, "50", "20");
        shop.write();

        assertThat(answer(ask("gross_profit,gmv", "2026-10-02..2026-10-02").compare(Comparison.PREVIOUS))
                        .rows())
                .containsExactly(row(
                        "gross_profit",
                        "30.00",
                        "gross_profit_base",
                        null,
                        "gross_profit_change",
                        null,
                        "gmv",
                        "50.00",
                        "gmv_base",
                        "100.00",
                        "gmv_change",
                        -0.5));
    }

    @Test
    void theKeyOfAProductMeansThatProductAlone() {
        FactRow order = shop.paid(shop.order("o1", "2026-10-01T10:00", "c1", "111"), "2026-10-01T10:00");
        shop.line(order, "1", "85123A", null, 1, "1", null);
        shop.line(order, "2", "85123a", null, 1, "10", null);
        shop.line(order, "3", "p3", null, 1, "100", null);
        shop.write();
        for (String[] product : new String[][] {{"85123A", "Heart"}, {"85123a", "heart"}, {"p3", "85123A"}}) {
            FactRow described = FactRow.of(warehouse.table("product"))
                    .set("shop", "day")
                    .set("source", "story")
                    .set("natural_key", product[0])
                    .set("product", product[0])
                    .set("title", product[1]);
            Objects.requireNonNull(warehouse.write(List.of(described)));
        }
        Story.Ask october = ask("gmv", "2026-10-01..2026-10-31");
        assertThat(answer(october.where("product", "85123A")).rows()).containsExactly(row("gmv", "1.00"));
        assertThat(answer(october.where("product", "85123a")).rows()).containsExactly(row("gmv", "10.00"));
        // a title in whatever case still means all that have it
        assertThat(answer(october.where("product", "HEART")).rows()).containsExactly(row("gmv", "11.00"));
    }

    @Test
    void buyersOfAYoungHistoryMaySeemNew() {
        shop.paid(shop.order("o1", "2026-01-01T10:00", "c1", "1"), "2026-01-01T10:00");
        shop.paid(shop.order("o2", "2026-10-01T10:00", "c2", "1"), "2026-10-01T10:00");
        shop.paid(shop.order("o3", "2027-02-01T10:00", "c3", "1"), "2027-02-01T10:00");
        shop.write();
        Note young = new Note("metric.buyers_seem_new", "new_buyers", Map.of("since", "2026-01-01", "days", 365));

        assertThat(answer(ask("new_buyers,buyers", "2026-12-31..2026-12-31")).notes())
                .containsExactly(young);
        assertThat(answer(ask("new_buyers", "2027-01-01..2027-02-28"), "2027-03-02T10:00")
                        .notes())
                .isEmpty();
        assertThat(answer(ask("gmv", "2026-10-01..2026-10-31").by("buyer_type")).notes())
                .extracting(Note::code)
                .containsExactly("metric.buyers_seem_new");
        assertThat(answer(ask("gmv", "2026-10-01..2026-10-31")).notes()).isEmpty();
    }

    @Test
    void theBaseOfAnOpenDayEndsAtTheSameSecondForVisitsAndSales() {
        // Tuesday; the touch of v1's second visit is paid for, v3 is a customer without a visitor's id
        visit("2026-10-06T00:05", "page_view", "v1", null).set("channel", "taobao_search");
        visit("2026-10-06T00:20", "page_view", "v2", "s2").set("channel", "email");
        visit("2026-10-06T00:40", "product_view", "v2", "s2").set("product", "p1");
        visit("2026-10-06T00:55", "page_view", "v3", null);
        visit("2026-10-06T01:10", "page_view", "v1", null).set("channel", "taobao_zhitongche");
        visit("2026-10-06T01:20", "cart_add", "v1", null).set("product", "p1");
        visit("2026-10-06T01:40", "page_view", "v4", null);
        // Wednesday
        visit("2026-10-07T00:01", "page_view", "v1", null);
        shop.write();

        assertBase("2026-10-07T00:03", 0L, 0L, null);
        assertBase("2026-10-07T00:10", 1L, 1L, -0.0);
        assertBase("2026-10-07T00:35", 2L, 2L, -0.5);
        assertBase("2026-10-07T01:00", 3L, 4L, -0.6666666666666667);
        assertBase("2026-10-07T01:30", 3L, 5L, -0.6666666666666667);
        assertBase("2026-10-07T01:41", 4L, 6L, -0.75);

        assertThat(answer(
                                ask("visitors,page_views,cart_adds", "2026-10-07..2026-10-07")
                                        .by("channel")
                                        .compare(Comparison.PREVIOUS),
                                "2026-10-07T01:30")
                        .rows()
                        .stream()
                        .map(row -> java.util.Arrays.asList(
                                row.get("channel"),
                                row.get("visitors_base"),
                                row.get("page_views_base"),
                                row.get("cart_adds_base")))
                        .toList())
                .containsExactly(
                        List.of("email", 1L, 2L, 0L),
                        List.of("taobao_search", 1L, 1L, 0L),
                        List.of("taobao_zhitongche", 1L, 1L, 1L),
                        java.util.Arrays.asList(null, 1L, 1L, 0L));
        assertThat(answer(
                                ask("product_viewers,cart_adders", "2026-10-07..2026-10-07")
                                        .by("product")
                                        .compare(Comparison.PREVIOUS),
                                "2026-10-07T00:41")
                        .rows())
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("product", "p1")
                        .containsEntry("product_viewers_base", 1L)
                        .containsEntry("cart_adders_base", 0L));
    }

    private FactRow visit(String at, String type, String visitor, @org.jspecify.annotations.Nullable String session) {
        return shop.event(at, type, visitor).set("session", session);
    }

    private void assertBase(
            String now, long visitors, long pageViews, @org.jspecify.annotations.Nullable Double change) {
        Map<String, @org.jspecify.annotations.Nullable Object> row = answer(
                        ask("visitors,page_views", "2026-10-07..2026-10-07").compare(Comparison.PREVIOUS), now)
                .rows()
                .getFirst();
        assertThat(row)
                .as(now)
                .containsEntry("visitors", 1L)
                .containsEntry("visitors_base", visitors)
                .containsEntry("page_views_base", pageViews);
        if (change == null) {
            assertThat(row).containsEntry("visitors_change", "new");
        } else {
            assertThat(((Number) Objects.requireNonNull(row.get("visitors_change"))).doubleValue())
                    .as(now)
                    .isEqualTo(change + 0.0);
        }
    }

    @Test
    void aBaseOfTooManyRowsIsRefusedInsteadOfCut() {
        Instant at = shop.at("2026-10-01T10:00");
        FactRow order = shop.paid(shop.order("o1", at, "c1", "1"), at, "1");
        shop.write();
        try (FactLoad load = warehouse.load("many")) {
            for (int i = 0; i <= 100_000; i++) {
                FactRow line = FactRow.of(warehouse.table("order_line"))
                        .set("shop", "day")
                        .set("source", "story")
                        .set("natural_key", "o1#" + i)
                        .set("order_id", "o1")
                        .set("line_no", "" + i)
                        .set("product", "p" + i)
                        .set("quantity", 1L)
                        .set("order_amount", BigDecimal.ONE)
                        .set("currency", "CNY");
                for (String shared : List.of("at", "shop_day", "shop_hour")) {
                    line.set(shared, order.get(shared));
                }
                load.append(line);
            }
            Objects.requireNonNull(load.commit());
        }
        Story.Ask byProduct = ask("gmv", "2026-10-02..2026-10-02").by("product").compare(Comparison.PREVIOUS);
        assertThatThrownBy(() -> answer(byProduct))
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refused -> assertThat(refused.errorCode()).isEqualTo(WarehouseError.TOO_MANY_ROWS));
    }
}
