package io.quanjing.metric;

import static io.quanjing.metric.Story.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.metric.dictionary.Dictionary;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every metric of the dictionary, counted by hand for May 2026 of both shops of {@link HandStory}. */
class HandCountedTest {

    private static final String MAY = "2026-05-01..2026-05-31";

    /** When every window that a day of May opens is over. */
    private static final Metrics METRICS = Story.get().metrics(Instant.parse("2026-09-30T04:00:00Z"));

    /** Metric, east, west; a quotient is written as such. */
    private static final String COUNTED = """
            order_amount 290 294
            orders 4 4
            gmv 260 195
            refund_amount 40 95
            net_sales 220 100
            paid_orders 3 3
            items_sold 4 5
            buyers 2 2
            new_buyers 1 2
            old_buyers 1 0
            aov 260/2 195/2
            order_value 260/3 195/3
            unit_value 260/4 195/5
            items_per_order 4/3 5/3
            cost_of_goods 120 90
            returned_cost 15 30
            gross_profit 115 40
            gross_margin 115/220 40/100
            refunds_of_paid 60 90
            refunded_orders 2 1
            refund_rate_amount 60/260 90/195
            refund_rate_orders 2/3 1/3
            net_sales_by_paid_day 200 105
            orders_refunded 1 2
            refund_rate_amount_by_refund_day 40/260 95/195
            refund_rate_orders_by_refund_day 1/3 2/3
            gmv_of_old_buyers 140 45
            old_buyer_share 1/2 0/2
            old_buyer_share_gmv 140/260 45/195
            platform_commission 13 19.50
            payment_fee 1.20 2.70
            creator_fees 10 3
            points_cost 1 0.60
            other_fees 0.50 0.40
            freight_cost 18 21
            contribution_profit 26.30 -27.20
            profit_margin 26.30/220 -27.20/100
            visitors 4 4
            new_visitors 3 3
            page_views 8 9
            product_views 5 4
            sessions 6 6
            bounced_sessions 3 1
            bounce_rate 3/6 1/6
            session_time 1680 4680
            dwell_time 1680/6 4680/6
            pages_per_session 8/6 9/6
            events 13 18
            source_share 6/6 6/6
            paid_sessions 2 2
            free_sessions 2 1
            paid_traffic_share 2/6 2/6
            free_traffic_share 2/6 1/6
            product_viewers 3 3
            cart_adds 2 4
            cart_adders 2 3
            cart_rate 2/3 3/3
            visitor_cart_rate 2/4 3/4
            favourites 1 2
            favouriters 1 1
            purchases 1 1
            checkout_starters 1 2
            orderers 3 3
            home_sessions 3 3
            home_clicks 1 1
            home_click_rate 1/3 1/3
            order_rate 3/4 3/4
            pay_rate 2/4 2/4
            orders_due 4 4
            orders_paid_in_24h 2 3
            order_pay_rate 2/4 3/4
            product_pay_rate 2/3 3/3
            cart_pay_rate 2/2 2/3
            new_visitor_pay_rate 2/3 2/3
            uv_value 260/4 195/4
            payment_attempts 4 5
            payment_successes 3 3
            payment_failures 1 2
            payment_success_rate 3/4 3/5
            payment_failure_rate 1/4 2/5
            retention_d1 1/6 1/6
            retention_d7 1/6 1/6
            retention_d30 1/6 1/6
            retention_within_d7 2/6 2/6
            retention_within_d30 3/6 3/6
            retention_from_d30 3/6 1/6
            repeat_buyers 1 1
            repurchase_rate 1/2 1/2
            repurchase_rate_30d 1/1 0/1
            repurchase_rate_90d 0/1 1/1
            dormant_share 1/4 0/3
            layer_share_core 2/4 1/3
            layer_share_potential 0/4 2/3
            layer_share_lapsing 0/4 0/3
            layer_share_ordinary 0/4 0/3
            layer_share_dormant 2/4 0/3
            ltv_90 160/1 105/1
            ltv_365 100/1 200/1
            ad_cost 45 20
            impressions 1500 500
            clicks 60 10
            ctr 60/1500 10/500
            cost_per_click 45/60 20/10
            attributed_gmv 180 45
            attributed_refunds 20 0
            roi 180/45 45/20
            roi_after_returns 160/45 45/20
            cac 45/1 20/2
            """;

    private static Map<String, List<String>> counted() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        COUNTED.lines()
                .map(line -> Arrays.asList(line.split(" ", -1)))
                .forEach(line -> all.put(line.getFirst(), line.subList(1, 3)));
        return all;
    }

    static List<String> metrics() {
        return List.copyOf(counted().keySet());
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void isWhatOneCounts(String metric) {
        List<String> figures = Objects.requireNonNull(counted().get(metric));
        check("east", metric, figures.getFirst());
        check("west", metric, figures.getLast());
    }

    @Test
    void noneIsLeftOut() {
        assertThat(counted().keySet())
                .containsExactlyInAnyOrderElementsOf(Dictionary.load().metrics().keySet());
    }

    /** Core, potential, lapsing, ordinary and dormant customers as time goes by: nobody is left out, nobody is counted twice. */
    @ParameterizedTest
    @CsvSource({
        "east, 2026-01-31, 0/2 0/2 0/2 1/2 1/2", // dan has just come, eve's year is not over
        "east, 2026-04-30, 0/3 1/3 0/3 0/3 2/3", // ann pays more than the mean, and once
        "west, 2026-04-30, 1/2 0/2 0/2 0/2 1/2", // uma pays twice, and is the mean herself
        "west, 2026-08-31, 0/3 1/3 1/3 0/3 1/3", // nobody comes any more
    })
    void everyCustomerIsInOneLayer(String shop, String day, String shares) {
        List<String> layers = List.of("core", "potential", "lapsing", "ordinary", "dormant");
        for (int i = 0; i < layers.size(); i++) {
            check(shop, "layer_share_" + layers.get(i), day + ".." + day, shares.split(" ", -1)[i]);
        }
    }

    private static void check(String shop, String metric, String expected) {
        // whose year is over has paid first long before May
        check(shop, metric, metric.equals("ltv_365") ? "2025-01-01..2026-05-31" : MAY, expected);
    }

    private static void check(String shop, String metric, String days, String expected) {
        Object figure = METRICS.ask(ask(metric, days).shops(shop).question(), Story.EVERYTHING)
                .rows()
                .getFirst()
                .get(metric);
        String[] parts = expected.split("/", -1);
        double number = parts.length == 1
                ? Double.parseDouble(expected)
                : Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
        assertThat(figure).as(shop + " " + metric).isNotNull();
        // an amount is rounded to the cent
        assertThat(Double.parseDouble(String.valueOf(figure)))
                .as(shop + " " + metric)
                .isCloseTo(number, Offset.offset(figure instanceof String ? 0.005 : 1e-9));
    }
}
