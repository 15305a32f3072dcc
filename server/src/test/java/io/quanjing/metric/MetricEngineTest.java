package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricAnswer.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricEngineTest {

    @Test
    void salesCountOnTheDayOfPaymentAndOrdersOnTheDayOfTheOrder() {
        List<Map<String, @Nullable Object>> rows = ask("orders,order_amount,paid_orders,gmv", "2026-02-10..2026-02-12")
                .grain(Grain.DAY)
                .rows();
        assertThat(column(rows, "period")).containsExactly("2026-02-10", "2026-02-11", "2026-02-12");
        assertThat(column(rows, "orders")).containsExactly(2L, 0L, 0L);
        assertThat(column(rows, "order_amount")).containsExactly("170.01", "0.00", "0.00");
        assertThat(column(rows, "paid_orders")).containsExactly(1L, 1L, 0L);
        assertThat(column(rows, "gmv")).containsExactly("110.00", "60.01", "0.00");
    }

    @Test
    void aRefundCountsOnItsOwnDayAndItsRateOnTheDayOfPayment() {
        Map<String, @Nullable Object> february = ask(
                        "gmv,refund_amount,net_sales,refund_rate_amount,refund_rate_orders", "2026-02-01..2026-02-28")
                .row();
        assertThat(february)
                .containsEntry("gmv", "170.01")
                .containsEntry("refund_amount", "10.00")
                .containsEntry("net_sales", "160.01")
                .containsEntry("refund_rate_orders", 1.0);
        assertThat((Double) february.get("refund_rate_amount")).isEqualTo(60 / 170.01, within());
        assertThat(ask("refund_amount", "2026-03-01..2026-03-31").row()).containsEntry("refund_amount", "50.00");
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    @Test
    void grossProfitGivesBackTheCostOfReturnedGoods() {
        assertThat(ask("cost_of_goods,gross_profit,gross_margin", "2026-02-01..2026-02-28")
                        .row())
                .containsEntry("cost_of_goods", "80.00") // 2 × 20 + 5, 20 + 15
                .containsEntry("gross_profit", "80.01")
                .containsEntry("gross_margin", 0.5000312480469971);
        assertThat(ask("net_sales,cost_of_goods,gross_profit", "2026-03-10").row())
                .containsEntry("net_sales", "-50.00")
                .containsEntry("cost_of_goods", "0.00")
                .containsEntry("gross_profit", "-30.00");
    }

    @Test
    void anUnknownCostIsReportedAndNeverTakenAsZero() {
        MetricAnswer answer = ask("gmv,cost_of_goods,gross_profit,gross_margin", "2026-02-01..2026-02-28")
                .shops("day")
                .answer();
        assertThat(answer.rows())
                .containsExactly(
                        row("gmv", "29.99", "cost_of_goods", null, "gross_profit", null, "gross_margin", null));
        assertThat(answer.notes())
                .contains(new MetricAnswer.Note(
                        "metric.cost_unknown", "gross_profit", Map.of("without", 2L, "items", 2L)));
    }

    @Test
    void giftsAreNoItemsAndOrdersWithoutCustomerHaveNoBuyer() {
        assertThat(ask("items_sold,buyers,new_buyers,old_buyers,paid_orders,items_per_order", "2026-02-01..2026-02-28")
                        .row())
                .containsEntry("items_sold", 4L)
                .containsEntry("buyers", 2L)
                .containsEntry("new_buyers", 1L) // alice paid on 15 April 2025, within 365 days
                .containsEntry("old_buyers", 1L)
                .containsEntry("items_per_order", 2.0);
        assertThat(ask("items_sold,buyers,paid_orders,gmv", "2026-03-06").row())
                .containsEntry("items_sold", 4L)
                .containsEntry("buyers", 1L) // alice paid at half past midnight: still the 6th
                .containsEntry("paid_orders", 2L)
                .containsEntry("gmv", "83.33");
    }

    @Test
    void hoursRunFromTheCutOffThroughTheNight() {
        List<Map<String, @Nullable Object>> rows =
                ask("gmv,orders", "2026-03-05..2026-03-06").grain(Grain.HOUR).rows();
        assertThat(rows).hasSize(48);
        assertThat(rows.getFirst()).containsEntry("period", "2026-03-05T04:00");
        assertThat(rows.getLast()).containsEntry("period", "2026-03-07T03:00");
        assertThat(rows).contains(row("period", "2026-03-07T00:00", "gmv", "50.00", "orders", 0L));
        assertThat(rows).contains(row("period", "2026-03-05T23:00", "gmv", "0.00", "orders", 1L));
    }

    @Test
    void aWallClockHourThatExistsTwiceHoldsBothAndOneThatDoesNotIsEmpty() {
        assertThat(ask("gmv", "2025-10-26").shops("berlin").grain(Grain.HOUR).rows())
                .hasSize(24)
                .contains(row("period", "2025-10-26T02:00", "gmv", "3.00"));
        List<Map<String, @Nullable Object>> spring = ask("orders,gmv", "2026-03-29")
                .shops("berlin")
                .grain(Grain.HOUR)
                .rows();
        assertThat(spring).contains(row("period", "2026-03-29T01:00", "orders", 1L, "gmv", "0.00"));
        assertThat(spring).contains(row("period", "2026-03-29T02:00", "orders", 0L, "gmv", "0.00"));
        assertThat(spring).contains(row("period", "2026-03-29T03:00", "orders", 0L, "gmv", "10.00"));
    }

    @Test
    void weeksStartOnMondayAndMonthsOnTheFirst() {
        assertThat(column(ask("gmv", "2026-02-10..2026-03-07").grain(Grain.WEEK).rows(), "period"))
                .containsExactly("2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02");
        List<Map<String, @Nullable Object>> months =
                ask("gmv,buyers", "2026-02-10..2026-03-07").grain(Grain.MONTH).rows();
        assertThat(column(months, "period")).containsExactly("2026-02", "2026-03");
        assertThat(column(months, "gmv")).containsExactly("170.01", "83.33");
        assertThat(column(months, "buyers")).containsExactly(2L, 1L);
    }

    @Test
    void periodsToComeHaveNoFigures() {
        List<Map<String, @Nullable Object>> rows =
                ask("gmv,orders", "2026-04-14..2026-04-17").grain(Grain.DAY).rows();
        assertThat(column(rows, "gmv")).containsExactly("540.00", "80.00", null, null);
    }

    @Test
    void customersAndVisitorsOfSeveralShopsAreDifferentPeople() {
        Story.Ask all = ask("buyers,visitors,paid_orders,gmv", "2026-02-10").shops("night", "day");
        assertThat(all.row())
                .containsEntry("buyers", 2L)
                .containsEntry("visitors", 3L)
                .containsEntry("paid_orders", 2L) // both have an order n1
                .containsEntry("gmv", "119.99");
        assertThat(column(all.by("shop").rows(), "buyers")).containsExactly(1L, 1L);
    }

    @Test
    void aRateIsWorkedOutFromTheSumsOfItsParts() {
        List<Map<String, @Nullable Object>> rows = ask("order_value,gmv,paid_orders", "2026-02-10..2026-03-07")
                .by("region")
                .rows();
        assertThat(rows)
                .containsExactly(
                        row("region", "上海", "order_value", "80.00", "gmv", "160.00", "paid_orders", 2L),
                        row("region", "江苏", "order_value", "46.67", "gmv", "93.34", "paid_orders", 2L));
        assertThat(ask("order_value", "2026-02-10..2026-03-07").row())
                .containsEntry("order_value", "63.34"); // 253.34 / 4 = 63.335
    }

    @Test
    void ordersYoungerThanADayCountNowhereInTheOrderPayRate() {
        assertThat(ask("order_pay_rate,orders", "2026-03-05..2026-03-06").row())
                .containsEntry("order_pay_rate", 1 / 3.0)
                .containsEntry("orders", 3L);
        assertThat(ask("order_pay_rate,orders", "2026-04-15").row())
                .containsEntry("order_pay_rate", null)
                .containsEntry("orders", 2L);
    }

    @Test
    void trafficIsSplitByTheTouchOfItsSession() {
        assertThat(ask("visitors,page_views,sessions,bounce_rate", "2026-02-10..2026-02-11")
                        .by("channel_paid")
                        .rows())
                .containsExactly(
                        row(
                                "channel_paid",
                                "free",
                                "visitors",
                                1L,
                                "page_views",
                                2L,
                                "sessions",
                                1L,
                                "bounce_rate",
                                0.0),
                        row(
                                "channel_paid",
                                "paid",
                                "visitors",
                                1L,
                                "page_views",
                                1L,
                                "sessions",
                                1L,
                                "bounce_rate",
                                1.0),
                        row(
                                "channel_paid",
                                null,
                                "visitors",
                                1L,
                                "page_views",
                                2L,
                                "sessions",
                                1L,
                                "bounce_rate",
                                0.0));
    }

    @Test
    void productsAreAnsweredFromTheTableThatHasThem() {
        assertThat(ask("product_viewers,cart_adders,cart_rate", "2026-02-10..2026-02-11")
                        .by("product")
                        .where("product", "mask")
                        .rows())
                .containsExactly(row("product", "mask", "product_viewers", 2L, "cart_adders", 1L, "cart_rate", 0.5));
        assertThat(ask("events", "2026-02-10..2026-02-12")
                        .by("event_type")
                        .where("event_type", "purchase")
                        .rows())
                .containsExactly(row("event_type", "purchase", "events", 1L));
    }

    @Test
    void aCategoryHoldsWhatIsBelowIt() {
        assertThat(ask("gmv", "2026-02-01..2026-02-28").by("category_1").rows())
                .containsExactly(
                        row("category_1", "家居", "gmv", "40.00"),
                        row("category_1", "美妆", "gmv", "120.01"),
                        row("category_1", null, "gmv", "10.00"));
        assertThat(ask("gmv", "2026-02-01..2026-02-28").where("category", "美妆").row())
                .containsEntry("gmv", "120.01");
    }

    @Test
    void aFilterTakesKeysCodesAndTitlesInBothLanguages() {
        for (String shanghai : List.of("上海", "Shanghai", "310000", "上海市")) {
            assertThat(ask("gmv", "2026-02-01..2026-02-28")
                            .where("region", shanghai)
                            .row())
                    .as(shanghai)
                    .containsEntry("gmv", "110.00");
        }
        assertThat(ask("gmv", "2026-02-01..2026-02-28").where("channel", "淘宝搜索").row())
                .containsEntry("gmv", "110.00");
        assertThat(ask("gmv", "2026-02-01..2026-02-28").where("weekday", "周二").row())
                .containsEntry("gmv", "110.00");
        assertThat(ask("gmv", "2026-02-01..2026-02-28").where("hour", "10").row())
                .containsEntry("gmv", "110.00");
        assertThat(ask("gmv", "2026-02-01..2026-02-28")
                        .where("buyer_type", "new")
                        .row())
                .containsEntry("gmv", "60.01");
        assertThat(ask("gmv", "2026-02-01..2026-02-28").where("product", "").row())
                .containsEntry("gmv", "10.00");
        assertThat(ask("gmv", "2026-02-01..2026-02-28")
                        .where("region", "上海", "江苏")
                        .row())
                .containsEntry("gmv", "170.01");
    }

    @Test
    void valuesWithTitlesAreLabelled() {
        MetricAnswer answer = ask("gmv", "2026-02-01..2026-02-28")
                .by("channel", "region", "weekday")
                .answer();
        assertThat(Objects.requireNonNull(answer.labels().get("channel")))
                .containsEntry("taobao_search", new Label("淘宝搜索", "Taobao search"));
        assertThat(Objects.requireNonNull(answer.labels().get("region")))
                .containsEntry("上海", new Label("上海", "Shanghai"));
        assertThat(Objects.requireNonNull(answer.labels().get("weekday")))
                .containsEntry("2", new Label("周二", "Tuesday"));
    }

    @Test
    void theTopRowsComeFirstAndTheRestIsSaidToBeThere() {
        MetricAnswer answer = ask("gmv,buyers", "2026-01-01..2026-04-15")
                .by("product")
                .top("gmv", 1)
                .answer();
        assertThat(answer.rows()).containsExactly(row("product", "lamp", "gmv", "623.33", "buyers", 3L));
        assertThat(answer.truncated()).isTrue();
        assertThat(ask("gmv", "2026-01-01..2026-04-15")
                        .by("product")
                        .top("gmv", 9)
                        .answer()
                        .truncated())
                .isFalse();
    }

    @Test
    void unknownNamesAreAnsweredWithWhatWasProbablyMeant() {
        refused(ask("gvm", "2026-02-01"), MetricError.UNKNOWN_METRIC, "There is no metric gvm. Maybe gmv.");
        refused(ask("gmv", "2026-02-01").by("regoin"), MetricError.UNKNOWN_DIMENSION, "Maybe region.");
        refused(ask("gmv", "2026-02-01").where("region", "上每"), MetricError.UNKNOWN_VALUE, "Maybe 上海.");
        refused(
                ask("gmv", "2026-02-01").where("channel", "Taobao serch"),
                MetricError.UNKNOWN_VALUE,
                "Maybe Taobao search.");
        refused(
                ask("gmv", "2026-02-01").where("product", "maks"),
                MetricError.UNKNOWN_VALUE,
                "No product is called maks. Maybe mask.");
        refused(
                ask("gmv", "2026-02-01").where("hour", "24"),
                MetricError.UNKNOWN_VALUE,
                "No hour of day is called 24.");
        refused(ask("gmv", "2026-02-01").shops("nihgt"), MetricError.UNKNOWN_SHOP, "There is no shop nihgt.");
        refused(
                ask("gmv", "2026-02-01").by("region").top("orders", 3),
                MetricError.BAD_ORDER,
                "which is not asked for");
    }

    @Test
    void aSplitThatAMetricDoesNotHaveIsRefusedWithTheOnesThatDo() {
        refused(
                ask("visitors", "2026-02-01").by("buyer_type"),
                MetricError.NOT_SPLITTABLE,
                "The metric visitors cannot be split or filtered by buyer_type; it has the dimensions shop, channel");
        refused(
                ask("sessions", "2026-02-01").by("product"),
                MetricError.NOT_SPLITTABLE,
                "Maybe one of the metrics that have it");
    }

    @Test
    void amountsOfSeveralCurrenciesAreNotAddedUp() {
        refused(
                ask("gmv", "2025-10-01..2026-04-15").shops("night", "berlin"),
                MetricError.MIXED_CURRENCIES,
                "several currencies (CNY, EUR), which do not add up. Maybe ask for one shop.");
        assertThat(ask("paid_orders", "2025-10-01..2026-04-15")
                        .shops("night", "berlin")
                        .row())
                .containsEntry("paid_orders", 11L);
    }

    @Test
    void aCallerSeesNoFigureOfAnotherShop() {
        Caller caller = new Caller("bo", Role.VIEWER, Set.of("day"));
        MetricQuestion all = ask("gmv", "2026-02-01..2026-02-28").shops().question();
        assertThat(Story.get().metrics.ask(all, caller).rows()).containsExactly(row("gmv", "29.99"));
        assertThatThrownBy(() -> Story.get()
                        .metrics
                        .ask(ask("gmv", "2026-02-01").shops("night").question(), caller))
                .hasMessage("There is no shop night. Maybe one of: Day shop.");
        Caller nobody = new Caller("no", Role.VIEWER, Set.of("gone"));
        assertThat(Story.get().metrics.ask(all, nobody).rows()).containsExactly(row("gmv", "0.00"));
    }

    private static void refused(Story.Ask ask, MetricError code, String message) {
        assertThatThrownBy(ask::answer)
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    static List<@Nullable Object> column(List<Map<String, @Nullable Object>> rows, String name) {
        return rows.stream().<@Nullable Object>map(row -> row.get(name)).toList();
    }

    static Map<String, @Nullable Object> row(@Nullable Object... entries) {
        Map<String, @Nullable Object> row = new java.util.LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            row.put(String.valueOf(entries[i]), entries[i + 1]);
        }
        assertThat(row).as(Arrays.toString(entries)).hasSize(entries.length / 2);
        return row;
    }
}
