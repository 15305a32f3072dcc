package io.quanjing.demo;

import java.util.List;

/**
 * What goes wrong (or right) in the demo, on known days and with known effects. Days count from the first day of the history, so that a
 * longer history holds the same incidents.
 */
final class Incidents {

    /**
     * One incident.
     *
     * @param shop the plan id of the shop, or {@code *}
     * @param subject what is hit: a channel, product or warehouse; empty for the whole shop
     * @param firstDay first day, counted from the first of the history
     * @param lastDay last day
     * @param firstHour first hour of the day that is hit, on the shop's wall clock
     * @param lastHour the last hour that is hit
     * @param effect what the size means
     * @param size the size
     * @param evidence how the size comes back
     */
    record Incident(
            String id,
            String title,
            String shop,
            String subject,
            int firstDay,
            int lastDay,
            int firstHour,
            int lastHour,
            String effect,
            double size,
            Evidence evidence) {

        boolean hits(String otherShop, int day) {
            return day >= firstDay && day <= lastDay && (shop.equals("*") || shop.equals(otherShop));
        }

        boolean hits(String otherShop, int day, int hour) {
            return hits(otherShop, day) && hour >= firstHour && hour <= lastHour;
        }
    }

    /**
     * How an incident's size comes back from the figures, and how far it may be off.
     *
     * @param metric the metric that tells it; empty where none does and only the rows tell it
     * @param reading what is made of the metric to get the size
     * @param bias how far the reading is off at most although nothing is left to chance
     * @param chance three standard errors of the reading at scale 1; a smaller demo has fewer sessions and more chance
     * @param reason where the two come from
     */
    record Evidence(String metric, String reading, double bias, double chance, String reason) {

        /** How far the reading may be off in a demo of this scale. */
        double tolerance(double scale) {
            return bias + chance / Math.sqrt(scale);
        }
    }

    static final Incident PAYMENT_OUTAGE = new Incident(
            "payment_outage",
            "支付通道中断三小时",
            "douyin",
            "",
            378,
            378,
            20,
            22,
            "share of payment attempts that fail",
            0.96,
            new Evidence(
                    "payment_failure_rate",
                    "the rate in those hours",
                    0,
                    0.06,
                    "a share of 0.96 of about 100 attempts has a standard error of 0.02"));
    static final Incident TRACKING_LOSS = new Incident(
            "tracking_loss",
            "埋点丢失",
            "tmall",
            "",
            301,
            302,
            9,
            18,
            "share of events that are lost, orders are not",
            0.70,
            new Evidence(
                    "events",
                    "1 less the events in those hours over those of the same weekdays one and two weeks before and after",
                    0.02,
                    0.08,
                    "growth of two weeks; about 300 sessions are left of a thousand"));
    static final Incident STOCK_OUT = new Incident(
            "stock_out",
            "爆款断货",
            "*",
            "P1001",
            332,
            337,
            0,
            23,
            "factor on orders of the product",
            0,
            new Evidence(
                    "orders",
                    "the orders with the product on those days over those of as many days before",
                    0,
                    0,
                    "what is out of stock cannot be ordered at all"));
    static final Incident BAD_BATCH = new Incident(
            "bad_batch",
            "批次质量问题",
            "*",
            "P1118",
            352,
            372,
            0,
            23,
            "factor on the product's refund rate",
            5,
            new Evidence(
                    "refund_rate_orders",
                    "the product's rate of those days over that of the 150 days before, when all refunds are in",
                    0.3,
                    2.7,
                    "a line comes back once although two causes may ask for it; of about 100 orders a third comes back, "
                            + "of about 700 others one in twelve"));
    static final Incident REFUND_WAVE = new Incident(
            "refund_wave",
            "凑单退款潮",
            "pdd",
            "",
            341,
            343,
            0,
            23,
            "added refund probability of orders of the ten days before, refunded in these days",
            0.18,
            new Evidence(
                    "refund_amount",
                    "the refunds of those days, less as much as three of the thirty days before, over gmv of the ten days before",
                    0.04,
                    0.09,
                    "parcels still under way and lines refunded already cannot come back; about 260 lines, "
                            + "some dear and some cheap, have a standard error of 0.03"));
    static final Incident AD_VALUE_DROP = new Incident(
            "ad_value_drop",
            "投放人群跑偏",
            "douyin",
            "douyin_ads",
            362,
            386,
            0,
            23,
            "factor on the channel's order rate",
            0.35,
            new Evidence(
                    "orders",
                    "the channel's orders over its clicks of those days, over the same of 140 days before; both over what "
                            + "the paid channels of the other shops have, because promotions move all",
                    0.02,
                    0.13,
                    "about 75 orders of the channel have a standard error of 0.12 of themselves"));
    static final Incident SLOW_WAREHOUSE = new Incident(
            "slow_warehouse",
            "华北仓爆仓",
            "*",
            "wh-north",
            218,
            224,
            0,
            23,
            "hours added before shipping",
            72,
            new Evidence(
                    "",
                    "hours from payment to parcel of those days less those of the others",
                    0.5,
                    2.7,
                    "waiting times spread by 11 hours over about 170 parcels; at most 160 hours"));
    static final Incident VIRAL_NOTE = new Incident(
            "viral_note",
            "笔记走红",
            "xhs",
            "xiaohongshu_content",
            252,
            255,
            0,
            23,
            "factor on the channel's sessions",
            4,
            new Evidence(
                    "sessions",
                    "the channel's sessions of those days over those of the same weekdays one and two weeks after",
                    0.02,
                    0.65,
                    "growth of two weeks; about 1,200 sessions over about 300 a week"));

    static final List<Incident> ALL = List.of(
            PAYMENT_OUTAGE,
            TRACKING_LOSS,
            STOCK_OUT,
            BAD_BATCH,
            REFUND_WAVE,
            AD_VALUE_DROP,
            SLOW_WAREHOUSE,
            VIRAL_NOTE);

    private Incidents() {}

    /** The factor on a channel's sessions. */
    static double traffic(String shop, String channel, int day) {
        return VIRAL_NOTE.hits(shop, day) && channel.equals(VIRAL_NOTE.subject()) ? VIRAL_NOTE.size() : 1;
    }

    /** The factor on the order rate of a session that looks at a product. */
    static double order(String shop, String channel, int product, int day) {
        double factor = 1;
        if (AD_VALUE_DROP.hits(shop, day) && channel.equals(AD_VALUE_DROP.subject())) {
            factor *= AD_VALUE_DROP.size();
        }
        if (product == Catalogue.BEST_SELLER && STOCK_OUT.hits(shop, day)) {
            factor = STOCK_OUT.size();
        }
        return factor;
    }
}
