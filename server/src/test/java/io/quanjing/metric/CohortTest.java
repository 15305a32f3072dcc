package io.quanjing.metric;

import static io.quanjing.metric.MetricEngineTest.column;
import static io.quanjing.metric.MetricEngineTest.row;
import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.Grain;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricQuestion.Comparison;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who comes back, who buys again and what that is worth, counted by hand over {@link ClubStory}. */
class CohortTest {

    private static final Metrics METRICS = Story.get().metrics(ClubStory.NOW);

    private static MetricAnswer answer(Story.Ask ask) {
        return METRICS.ask(ask.question(), Story.EVERYTHING);
    }

    private static List<Map<String, @Nullable Object>> rows(Story.Ask ask) {
        return answer(ask).rows();
    }

    private static Story.Ask club(String metrics, String days) {
        return ask(metrics, days).shops("club");
    }

    @Test
    void theDaysOfVisitorsWhoMayStillComeBackCountNowhere() {
        // 1 May: v1, v2; 2 May: v1, v3; 8 May: v1; 31 May: v1; 14 and 15 June are too young
        assertThat(rows(club("retention_d1,retention_d7,retention_within_d7", "2026-05-01..2026-06-15")))
                .containsExactly(row("retention_d1", 1 / 6.0, "retention_d7", 1 / 6.0, "retention_within_d7", 2 / 6.0));
        // 31 May is too young for thirty days
        assertThat(rows(club("retention_d30,retention_within_d30,retention_from_d30", "2026-05-01..2026-06-15")))
                .containsExactly(
                        row("retention_d30", 1 / 5.0, "retention_within_d30", 3 / 5.0, "retention_from_d30", 1 / 5.0));
        assertThat(rows(club("retention_d1", "2026-06-14..2026-06-15"))).containsExactly(row("retention_d1", null));
    }

    @Test
    void eachDayHasItsOwnRetention() {
        assertThat(column(rows(club("retention_d1", "2026-05-01..2026-05-03").grain(Grain.DAY)), "retention_d1"))
                .containsExactly(0.5, 0.0, null);
        assertThat(rows(club("retention_d1", "2026-05-01..2026-05-31").by("channel")))
                .contains(row("channel", "taobao_search", "retention_d1", 0.5))
                .contains(row("channel", "taobao_zhitongche", "retention_d1", 0.0));
        assertThat(rows(club("retention_d1", "2026-05-01..2026-05-31").where("channel", "taobao_search")))
                .containsExactly(row("retention_d1", 0.5));
    }

    @Test
    void theDayBeforeSummerTimeIsFollowedByTheDayOfTheChange() {
        assertThat(rows(ask("retention_d1", "2026-03-28").shops("wien"))).containsExactly(row("retention_d1", 1.0));
    }

    @Test
    void aBaseCountsTheDaysWhosePartnersCount() {
        // on 3 May nobody knows yet who of 2 and 3 May comes back, so 1 May, of which it is known, does not stand
        // beside them
        MetricAnswer onMay3 = Story.get()
                .metrics(Instant.parse("2026-05-03T04:00:00Z"))
                .ask(
                        club("retention_d1", "2026-05-02..2026-05-03")
                                .compare(Comparison.PREVIOUS)
                                .question(),
                        Story.EVERYTHING);
        assertThat(onMay3.rows())
                .containsExactly(row("retention_d1", null, "retention_d1_base", null, "retention_d1_change", null));
        assertThat(rows(club("retention_d1", "2026-05-02").compare(Comparison.PREVIOUS)))
                .containsExactly(row("retention_d1", 0.0, "retention_d1_base", 0.5, "retention_d1_change", -1.0));
    }

    @Test
    void whoPaidTwiceBoughtAgainOnTheLevelAskedFor() {
        assertThat(rows(club("buyers,repeat_buyers,repurchase_rate", "2026-01-01..2026-04-30")))
                .containsExactly(row("buyers", 3L, "repeat_buyers", 2L, "repurchase_rate", 2 / 3.0));
        // ann bought once by search and once in a live session
        assertThat(rows(club("buyers,repeat_buyers", "2026-01-01..2026-04-30").by("channel")))
                .contains(row("channel", null, "buyers", 2L, "repeat_buyers", 1L))
                .contains(row("channel", "taobao_search", "buyers", 1L, "repeat_buyers", 0L));
        assertThat(column(
                        rows(club("repurchase_rate", "2026-01-01..2026-04-30").grain(Grain.MONTH)), "repurchase_rate"))
                .containsExactly(0.0, 1.0, 0.0, 0.0);
    }

    @Test
    void repurchaseLooksBackFromTheEndOfEachPeriod() {
        // on 31 March: ann and ben paid 31 to 60 days ago, ann again since
        assertThat(column(
                        rows(club("repurchase_rate_30d", "2026-01-01..2026-04-30")
                                .grain(Grain.MONTH)),
                        "repurchase_rate_30d"))
                .containsExactly(null, null, 0.5, 0.0);
        assertThat(rows(club("repurchase_rate_30d", "2026-03-31"))).containsExactly(row("repurchase_rate_30d", 0.5));
        assertThat(rows(club("repurchase_rate_90d", "2026-05-31"))).containsExactly(row("repurchase_rate_90d", 0.5));
        // the end of a period that has not come yet is today
        assertThat(rows(club("repurchase_rate_90d", "2026-06-01..2026-06-30")))
                .isEqualTo(rows(club("repurchase_rate_90d", "2026-06-15")));
        assertThat(rows(club("repurchase_rate_30d", "2026-03-31").compare(Comparison.LAST_YEAR)))
                .containsExactly(row(
                        "repurchase_rate_30d",
                        0.5,
                        "repurchase_rate_30d_base",
                        null,
                        "repurchase_rate_30d_change",
                        "not enough history"));
    }

    @Test
    void aCustomerSleepsAfterHundredAndEightyDays() {
        assertThat(rows(club("dormant_share", "2025-11-27"))).containsExactly(row("dormant_share", 0.0));
        assertThat(rows(club("dormant_share", "2025-11-28"))).containsExactly(row("dormant_share", 1.0));
        assertThat(rows(club("dormant_share", "2026-06-15"))).containsExactly(row("dormant_share", 0.2));
        assertThat(answer(club("dormant_share", "2025-08-01")).notes())
                .contains(new MetricAnswer.Note(
                        "metric.history_too_short", "dormant_share", Map.of("since", "2025-06-01", "days", 179)));
    }

    @Test
    void theWorthOfACustomerIsWhatTheDaysAfterTheFirstPaymentBrought() {
        // ann: 100 + 50 − 30, the 20 come too late; ben: 40 + 60; the others are too young
        assertThat(rows(club("ltv_90,ltv_365", "2026-01-01..2026-06-15")))
                .containsExactly(row("ltv_90", "110.00", "ltv_365", null));
        assertThat(column(rows(club("ltv_90", "2026-01-01..2026-04-30").grain(Grain.MONTH)), "ltv_90"))
                .containsExactly("120.00", "100.00", null, null);
        assertThat(rows(club("ltv_90", "2026-01-01..2026-04-30").by("channel")))
                .contains(row("channel", "taobao_search", "ltv_90", "120.00"))
                .contains(row("channel", null, "ltv_90", "100.00"));
        assertThat(rows(club("ltv_365", "2025-06-01"))).containsExactly(row("ltv_365", "10.00"));
        // day 90 counts to its last hour, across summer time
        assertThat(rows(ask("ltv_90", "2025-12-29").shops("wien"))).containsExactly(row("ltv_90", "15.00"));
    }

    @Test
    void advertisingIsMeasuredByOrdersNotByWhatPlatformsClaim() {
        assertThat(rows(club(
                        "ad_cost,impressions,clicks,ctr,cost_per_click,attributed_gmv,attributed_refunds,roi,roi_after_returns,cac",
                        "2026-05-01..2026-05-02")))
                .containsExactly(row(
                        "ad_cost",
                        "75.00",
                        "impressions",
                        1500L,
                        "clicks",
                        40L,
                        "ctr",
                        40 / 1500.0,
                        "cost_per_click",
                        "1.88",
                        "attributed_gmv",
                        "175.00",
                        "attributed_refunds",
                        "35.00",
                        "roi",
                        175 / 75.0,
                        "roi_after_returns",
                        140 / 75.0,
                        "cac",
                        "75.00"));
        assertThat(rows(club("ad_cost,roi", "2026-05-01..2026-05-31")
                        .by("channel")
                        .top("ad_cost", 1)))
                .containsExactly(row("channel", "taobao_zhitongche", "ad_cost", "75.00", "roi", 175 / 75.0));
    }

    @Test
    void aDayOfWhichOnlyTheWholeIsKnownIsNotComparedWithAPartOfIt() {
        MetricAnswer may2 = Story.get()
                .metrics(Instant.parse("2026-05-02T04:00:00Z"))
                .ask(club("ad_cost", "2026-05-02").compare(Comparison.PREVIOUS).question(), Story.EVERYTHING);
        assertThat(may2.rows())
                .containsExactly(row("ad_cost", "25.00", "ad_cost_base", "0.00", "ad_cost_change", null));
        assertThat(may2.notes()).extracting(MetricAnswer.Note::code).contains("metric.reported_by_day");
    }

    @Test
    void attemptsToPaySucceedOrFail() {
        assertThat(rows(club(
                        "payment_attempts,payment_successes,payment_failures,payment_success_rate,payment_failure_rate",
                        "2026-05-01..2026-05-31")))
                .containsExactly(row(
                        "payment_attempts",
                        3L,
                        "payment_successes",
                        2L,
                        "payment_failures",
                        1L,
                        "payment_success_rate",
                        2 / 3.0,
                        "payment_failure_rate",
                        1 / 3.0));
    }

    @Test
    void aShareIsOfAllRowsNotOfThoseShown() {
        // 9 sessions in May and June: 2 by search, 1 by ads, the others by nothing
        assertThat(rows(club("sessions,source_share", "2026-05-01..2026-06-15")
                        .by("channel")
                        .top("sessions", 2)))
                .containsExactly(
                        row("channel", null, "sessions", 6L, "source_share", 6 / 9.0),
                        row("channel", "taobao_search", "sessions", 2L, "source_share", 2 / 9.0));
        assertThat(rows(club("source_share", "2026-05-01..2026-05-02")
                        .grain(Grain.DAY)
                        .by("channel")))
                .contains(row("period", "2026-05-01", "channel", "taobao_search", "source_share", 0.5));
        assertThat(rows(club("paid_traffic_share,free_traffic_share", "2026-05-01..2026-06-15")))
                .containsExactly(row("paid_traffic_share", 1 / 9.0, "free_traffic_share", 2 / 9.0));
    }

    @Test
    void refundsAreFoundByTheirDayAndByTheirOrder() {
        assertThat(rows(club("net_sales,net_sales_by_paid_day", "2026-03-01..2026-03-31")))
                .containsExactly(row("net_sales", "20.00", "net_sales_by_paid_day", "50.00"));
        assertThat(rows(club("net_sales,net_sales_by_paid_day", "2026-01-01..2026-01-31")))
                .containsExactly(row("net_sales", "100.00", "net_sales_by_paid_day", "70.00"));
        assertThat(rows(club(
                        "orders_refunded,refund_rate_amount_by_refund_day,refund_rate_orders_by_refund_day",
                        "2026-03-01..2026-03-31")))
                .containsExactly(row(
                        "orders_refunded",
                        1L,
                        "refund_rate_amount_by_refund_day",
                        0.6,
                        "refund_rate_orders_by_refund_day",
                        1.0));
    }

    @Test
    void everybodyCountsOnceHoweverOftenTheyDoIt() {
        assertThat(rows(club("favouriters,checkout_starters,cart_adders,visitor_cart_rate", "2026-05-01")))
                .containsExactly(
                        row("favouriters", 1L, "checkout_starters", 1L, "cart_adders", 1L, "visitor_cart_rate", 0.5));
        assertThat(rows(club("old_buyer_share,old_buyer_share_gmv,gmv_of_old_buyers", "2026-05-01..2026-05-31")))
                .containsExactly(
                        row("old_buyer_share", 0.5, "old_buyer_share_gmv", 20 / 195.0, "gmv_of_old_buyers", "20.00"));
    }

    @Test
    void whatIsKnownByDaysHasNoHours() {
        assertThatThrownBy(() -> rows(club("ad_cost", "2026-05-01").grain(Grain.HOUR)))
                .isInstanceOf(QuanjingException.class)
                .hasMessage("The metric ad_cost has no figures by hour; its shortest grain is day. Maybe ask by day.");
        assertThatThrownBy(() -> rows(club("retention_d1", "2026-05-01").by("hour")))
                .hasMessageContaining("cannot be split or filtered by hour");
    }
}
