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
            double size) {

        boolean hits(String otherShop, int day) {
            return day >= firstDay && day <= lastDay && (shop.equals("*") || shop.equals(otherShop));
        }

        boolean hits(String otherShop, int day, int hour) {
            return hits(otherShop, day) && hour >= firstHour && hour <= lastHour;
        }
    }

    static final Incident PAYMENT_OUTAGE = new Incident(
            "payment_outage", "支付通道中断三小时", "douyin", "", 378, 378, 20, 22, "share of payment attempts that fail", 0.96);
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
            0.70);
    static final Incident STOCK_OUT =
            new Incident("stock_out", "爆款断货", "*", "P1001", 332, 337, 0, 23, "factor on orders of the product", 0);
    static final Incident BAD_BATCH = new Incident(
            "bad_batch", "批次质量问题", "*", "P1118", 352, 372, 0, 23, "factor on the product's refund rate", 5);
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
            0.18);
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
            0.35);
    static final Incident SLOW_WAREHOUSE = new Incident(
            "slow_warehouse", "华北仓爆仓", "*", "wh-north", 218, 224, 0, 23, "hours added before shipping", 72);
    static final Incident VIRAL_NOTE = new Incident(
            "viral_note", "笔记走红", "xhs", "xiaohongshu_content", 252, 255, 0, 23, "factor on the channel's sessions", 4);

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
