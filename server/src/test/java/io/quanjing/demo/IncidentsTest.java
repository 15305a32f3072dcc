package io.quanjing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Each injected incident can be found in the rows, on its days and about as large as it is said to be. */
class IncidentsTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 10, 18);
    private static final World WORLD = World.of(11, FIRST, 400, 0.6);
    private static final Told TOLD = new Told(
            WORLD,
            Window.upTo(WORLD.end()),
            Set.of("payment", "order_header", "order_line", "refund", "shipment", "ad_spend")::contains);

    private static int day(String moment) {
        return (int) ChronoUnit.DAYS.between(FIRST, LocalDate.parse(moment.substring(0, 10)));
    }

    private static int hour(String moment) {
        return Integer.parseInt(moment.substring(11, 13));
    }

    @Test
    void paymentsFailInTheOutage() {
        int[] inside = new int[2];
        int[] outside = new int[2];
        for (ToldRow attempt : TOLD.rows("douyin", "payment")) {
            String at = attempt.text("at");
            int[] counts = Incidents.PAYMENT_OUTAGE.hits("douyin", day(at), hour(at)) ? inside : outside;
            counts[0]++;
            counts[1] += attempt.text("result").equals("failure") ? 1 : 0;
        }
        assertThat(inside[0]).isGreaterThan(10);
        assertThat(inside[1] / (double) inside[0]).isCloseTo(Incidents.PAYMENT_OUTAGE.size(), within(0.12));
        assertThat(outside[1] / (double) outside[0]).isCloseTo(OrderStory.PAYMENT_FAILURE, within(0.01));
    }

    @Test
    void eventsAreMissingAndOrdersAreNot() {
        Totals totals = TOLD.totals("tmall");
        double events = 0;
        double orders = 0;
        double usualEvents = 0;
        double usualOrders = 0;
        for (int day : new int[] {301, 302}) {
            events += totals.day(WORLD.plans().epochDay(day)).events;
            orders += totals.day(WORLD.plans().epochDay(day)).orders;
            for (int other : new int[] {day - 14, day - 7, day + 7, day + 14}) {
                usualEvents += totals.day(WORLD.plans().epochDay(other)).events / 4.0;
                usualOrders += totals.day(WORLD.plans().epochDay(other)).orders / 4.0;
            }
        }
        double hit = (Scenario.HOURS[18] - Scenario.HOURS[8]) / Scenario.HOURS[23];
        assertThat(events / usualEvents).isCloseTo(1 - hit * Incidents.TRACKING_LOSS.size(), within(0.12));
        assertThat(orders / usualOrders).isCloseTo(1, within(0.3));
    }

    @Test
    void theBestSellerIsNotSoldWhileItIsOut() {
        int inside = 0;
        int before = 0;
        for (Scenario.ShopPlan shop : WORLD.scenario().shops) {
            for (ToldRow line : TOLD.rows(shop.id(), "order_line")) {
                if (line.text("product").equals(Incidents.STOCK_OUT.subject())) {
                    int day = day(line.text("at"));
                    inside += Incidents.STOCK_OUT.hits(shop.id(), day) ? 1 : 0;
                    before += day >= 326 && day < 332 ? 1 : 0;
                }
            }
        }
        assertThat(inside).isZero();
        assertThat(before).isGreaterThan(20);
    }

    @Test
    void theBadBatchComesBackMoreOften() {
        double inside = refundRate(day -> Incidents.BAD_BATCH.hits("*", day));
        double outside = refundRate(day -> !Incidents.BAD_BATCH.hits("*", day));
        assertThat(inside / outside).isCloseTo(Incidents.BAD_BATCH.size(), within(1.6));
    }

    /** The share of the product's paid lines of some days that are refunded, leaving out what is too young. */
    private static double refundRate(IntPredicate days) {
        int lines = 0;
        int back = 0;
        for (Scenario.ShopPlan shop : WORLD.scenario().shops) {
            Set<String> refunded = new HashSet<>();
            TOLD.rows(shop.id(), "refund")
                    .forEach(refund -> refunded.add(refund.text("order_id") + "#" + refund.text("line_no")));
            for (ToldRow line : TOLD.rows(shop.id(), "order_line")) {
                int day = day(line.text("at"));
                if (line.text("product").equals(Incidents.BAD_BATCH.subject())
                        && !line.text("paid_amount").isEmpty()
                        && days.test(day)
                        && day < 375) {
                    lines++;
                    back += refunded.contains(line.text("natural_key")) ? 1 : 0;
                }
            }
        }
        assertThat(lines).isGreaterThan(40);
        return back / (double) lines;
    }

    @Test
    void refundsComeInAWave() {
        double wave = 0;
        double usual = 0;
        for (ToldRow refund : TOLD.rows("pdd", "refund")) {
            int day = day(refund.text("at"));
            wave += Incidents.REFUND_WAVE.hits("pdd", day) ? 1 : 0;
            usual += day >= 320 && day < 338 ? 1 / 6.0 : 0;
        }
        assertThat(wave).isGreaterThan(2 * usual);
    }

    @Test
    void theAdvertisingChannelLosesItsValue() {
        double drop = ordersPerClick("douyin", "douyin_ads", true) / ordersPerClick("douyin", "douyin_ads", false);
        double elsewhere = ordersPerClick("jd", "jd_ads", true) / ordersPerClick("jd", "jd_ads", false);
        assertThat(drop / elsewhere).isCloseTo(Incidents.AD_VALUE_DROP.size(), within(0.12));
    }

    private static double ordersPerClick(String shop, String channel, boolean inside) {
        double clicks = 0;
        double orders = 0;
        for (ToldRow spend : TOLD.rows(shop, "ad_spend")) {
            if (spend.text("channel").equals(channel)
                    && inside == Incidents.AD_VALUE_DROP.hits("douyin", day(spend.text("at")))) {
                clicks += spend.number("clicks");
            }
        }
        for (ToldRow order : TOLD.rows(shop, "order_header")) {
            if (order.text("channel").equals(channel)
                    && inside == Incidents.AD_VALUE_DROP.hits("douyin", day(order.text("at")))) {
                orders++;
            }
        }
        return orders / clicks;
    }

    @Test
    void theNorthernWarehouseFallsBehind() {
        Map<String, OffsetDateTime> paid = new HashMap<>();
        double[] late = new double[2];
        double[] usual = new double[2];
        for (Scenario.ShopPlan shop : WORLD.scenario().shops) {
            paid.clear();
            for (ToldRow order : TOLD.rows(shop.id(), "order_header")) {
                if (!order.text("paid_at").isEmpty()) {
                    paid.put(order.text("order_id"), OffsetDateTime.parse(order.text("paid_at")));
                }
            }
            for (ToldRow parcel : TOLD.rows(shop.id(), "shipment")) {
                if (parcel.text("warehouse").equals("wh-north")) {
                    OffsetDateTime since = Told.of(paid, parcel.text("order_id"));
                    double[] sums = Incidents.SLOW_WAREHOUSE.hits(shop.id(), day(since.toString())) ? late : usual;
                    sums[0] += ChronoUnit.MINUTES.between(since, OffsetDateTime.parse(parcel.text("at"))) / 60.0;
                    sums[1]++;
                }
            }
        }
        assertThat(late[0] / late[1] - usual[0] / usual[1]).isCloseTo(Incidents.SLOW_WAREHOUSE.size(), within(4.0));
    }

    @Test
    void theNoteGoesViral() {
        double viral = 0;
        double usual = 0;
        for (ToldRow order : TOLD.rows("xhs", "order_header")) {
            if (order.text("channel").equals(Incidents.VIRAL_NOTE.subject())) {
                int day = day(order.text("at"));
                viral += Incidents.VIRAL_NOTE.hits("xhs", day) ? 1 : 0;
                usual += (day >= 235 && day < 251) || (day >= 257 && day < 273) ? 1 / 8.0 : 0;
            }
        }
        assertThat(viral / usual).isCloseTo(Incidents.VIRAL_NOTE.size(), within(1.4));
    }
}
