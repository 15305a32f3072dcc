package io.quanjing.demo;

import org.jspecify.annotations.Nullable;

/** What follows a payment: the parcel, refunds, reviews, survey answers and talks. */
final class AfterSale {

    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private final World world;
    private final Scenario.ShopPlan shop;
    private final ShopRows rows;
    private final Bill bill;
    private final boolean[] refunded = new boolean[Basket.ROOM];

    AfterSale(World world, Scenario.ShopPlan shop, ShopRows rows) {
        this.world = world;
        this.shop = shop;
        this.rows = rows;
        bill = new Bill(shop, rows);
    }

    /** Tells everything after the payment attempts and fills the order's later moments. */
    void tell(OrderFacts order, Scenario.Channel channel, int day, Draw draw) {
        if (draw.chance(0.09)) {
            talk(order, channel, draw);
        }
        if (order.paidAt == 0) {
            return;
        }
        long ready = order.paidAt + shippingTime(order, draw);
        boolean allBack = cancel(order, channel, day, ready, draw);
        if (allBack) {
            return;
        }
        order.shippedAt = ready;
        order.deliveredAt = ready + 20 * HOUR + (long) (draw.unit() * (1 + order.place.warehouse()) * 26 * HOUR);
        order.completedAt = order.deliveredAt + 7 * DAY + draw.below(3_600);
        parcel(order, draw);
        for (int i = 0; i < order.basket().lines; i++) {
            if (!refunded[i] && !order.basket().gift[i]) {
                sendBack(order, channel, day, i, draw);
            }
        }
        review(order, day, draw);
        survey(order, draw);
    }

    private long shippingTime(OrderFacts order, Draw draw) {
        double hours = 5 + draw.exponential(11);
        int day = (int) (order.paidAt / DAY - world.firstDay().toEpochDay());
        Incidents.Incident slow = Incidents.SLOW_WAREHOUSE;
        if (order.place.warehouse() == 2 && slow.hits(shop.id(), day)) {
            hours += slow.size();
        }
        return (long) (Math.min(hours, 160) * HOUR);
    }

    /** The probability that a line is refunded, by category, channel and incidents. */
    private double refundRate(Scenario.Channel channel, int product, int day) {
        double rate = world.catalogue()
                        .categories
                        .get(world.catalogue().products.get(product).category())
                        .refundRate()
                * channel.refundFactor();
        if (product == Catalogue.BAD_BATCH && Incidents.BAD_BATCH.hits(shop.id(), day)) {
            rate = Math.min(0.6, rate * Incidents.BAD_BATCH.size());
        }
        return rate;
    }

    /** Refunds before shipping; true if nothing is left to ship. */
    private boolean cancel(OrderFacts order, Scenario.Channel channel, int day, long ready, Draw draw) {
        Basket basket = order.basket();
        boolean all = true;
        long last = 0;
        for (int i = 0; i < basket.lines; i++) {
            refunded[i] = false;
            if (basket.gift[i]) {
                continue;
            }
            if (draw.chance(refundRate(channel, basket.product[i], day) * OrderStory.BEFORE_SHIPPING)) {
                refunded[i] = true;
                long asked = order.paidAt + 60 + (long) (draw.unit() * 0.7 * (ready - order.paidAt));
                long at = asked + (long) (draw.unit() * (ready - asked - 1));
                last = Math.max(last, at);
                String reason = Texts.one(world.texts().cancelReason, draw);
                refund(order, i, basket.share[i], basket.quantity[i], false, reason, asked, at);
            } else {
                all = false;
            }
        }
        if (all) {
            order.closedAt = last;
        }
        return all;
    }

    private void sendBack(OrderFacts order, Scenario.Channel channel, int day, int line, Draw draw) {
        Basket basket = order.basket();
        boolean bad = basket.product[line] == Catalogue.BAD_BATCH && Incidents.BAD_BATCH.hits(shop.id(), day);
        double unit = draw.unit();
        double rate = refundRate(channel, basket.product[line], day) * (1 - OrderStory.BEFORE_SHIPPING);
        long asked = order.deliveredAt + (long) (draw.unit() * 6 * DAY);
        long at = asked + 8 * HOUR + (long) (draw.unit() * 5 * DAY);
        boolean partly = draw.chance(0.12);
        String reason =
                Texts.one(bad || draw.chance(0.3) ? world.texts().qualityReason : world.texts().returnReason, draw);
        if (unit < rate) {
            refunded[line] = true;
            long amount = partly ? basket.share[line] * draw.between(10, 30) / 100 : basket.share[line];
            refund(order, line, amount, basket.quantity[line], !partly, reason, asked, at);
            return;
        }
        Incidents.Incident wave = Incidents.REFUND_WAVE;
        if (shop.id().equals(wave.shop())
                && day < wave.firstDay()
                && day >= wave.firstDay() - 10
                && draw.chance(wave.size())) {
            long from = world.plans().epochDay(wave.firstDay()) * DAY;
            long wished = from + (long) (draw.unit() * 2.5 * DAY);
            if (wished > order.deliveredAt) {
                refunded[line] = true;
                String why = Texts.one(world.texts().waveReason, draw);
                refund(order, line, basket.share[line], basket.quantity[line], true, why, wished - 2 * HOUR, wished);
            }
        }
    }

    private void refund(
            OrderFacts order,
            int line,
            long amount,
            int pieces,
            boolean goodsBack,
            String reason,
            long asked,
            long at) {
        if (amount <= 0 || !rows.window().passed(at)) {
            return;
        }
        Totals.Day day = rows.totals().dayOf(at);
        day.refunds++;
        day.refundAmount += amount;
        if (!rows.window().has(at)) {
            return;
        }
        bill.refunded(order, order.order + "-R" + (line + 1), at, amount);
        Catalogue catalogue = world.catalogue();
        Basket basket = order.basket();
        CsvRows row = rows.table("refund", Columns.REFUND)
                .text(order.order + "-R" + (line + 1))
                .moment(at)
                .text(order.order)
                .number(line + 1)
                .text(catalogue.products.get(basket.product[line]).id())
                .text(catalogue.skus.get(basket.sku[line]).id())
                .text(rows.customer(order.customer))
                .text(order.place.region())
                .cents(amount);
        if (goodsBack) {
            int paidDay = (int) (order.paidAt / DAY - world.firstDay().toEpochDay());
            row.number(pieces).cents(catalogue.cost(basket.sku[line], paidDay));
        } else {
            row.none().none();
        }
        row.text(reason)
                .text(goodsBack ? "return" : "refund_only")
                .text(ShopRows.CURRENCY)
                .moment(asked)
                .end();
    }

    private void parcel(OrderFacts order, Draw draw) {
        int carrier = draw.below(4) + 1;
        long freight = 320L + draw.below(280);
        Window window = rows.window();
        if (!window.passed(order.shippedAt) || !(window.has(order.shippedAt) || window.touches(order.deliveredAt))) {
            return;
        }
        rows.table("shipment", Columns.SHIPMENT)
                .text(order.order + "-S1")
                .moment(order.shippedAt)
                .text(order.order)
                .text(window.passed(order.deliveredAt) ? "delivered" : "shipped")
                .text(Scenario.WAREHOUSES.get(order.place.warehouse()))
                .id("carrier-", carrier)
                .text("K" + Long.toString(Draw.mix(order.createdAt * 31 + order.customer) >>> 20, 36))
                .moment(order.paidAt + 48 * HOUR)
                .momentUpTo(order.deliveredAt, window.now())
                .text(order.place.region())
                .text(order.place.city())
                .number(order.pieces())
                .cents(freight)
                .text(ShopRows.CURRENCY)
                .end();
    }

    private void review(OrderFacts order, int day, Draw draw) {
        Basket basket = order.basket();
        Texts texts = world.texts();
        for (int i = 0; i < basket.lines; i++) {
            if (basket.gift[i] || !draw.chance(0.2)) {
                continue;
            }
            boolean bad = basket.product[i] == Catalogue.BAD_BATCH && Incidents.BAD_BATCH.hits(shop.id(), day);
            double mood = draw.unit() - (bad ? 0.6 : 0) - (refunded[i] ? 0.5 : 0);
            int rating = mood > 0.35 ? 5 : mood > 0.16 ? 4 : mood > 0.09 ? 3 : mood > 0.05 ? 2 : 1;
            String text = Texts.one(rating >= 4 ? texts.good : rating == 3 ? texts.middle : texts.bad, draw);
            int pictures = draw.chance(0.25) ? draw.between(1, 4) : 0;
            long at = order.deliveredAt + (long) (draw.unit() * 12 * DAY);
            if (rows.window().has(at)) {
                rows.table("review", Columns.REVIEW)
                        .text(order.order + "-V" + (i + 1))
                        .moment(at)
                        .text(order.order)
                        .number(i + 1)
                        .id("P", 1001 + basket.product[i])
                        .text(world.catalogue().skus.get(basket.sku[i]).id())
                        .text(rows.customer(order.customer))
                        .number(rating)
                        .text(text)
                        .number(pictures)
                        .text(order.place.region())
                        .end();
            }
        }
    }

    private void survey(OrderFacts order, Draw draw) {
        boolean answers = draw.chance(0.03);
        int score = Math.max(0, Math.min(10, (int) StrictMath.rint(8.3 + draw.normal() * 1.7)));
        long at = order.deliveredAt + HOUR + draw.below(200_000);
        if (!answers || !rows.window().has(at)) {
            return;
        }
        answer(order, at, "recommend", "nps", score, null);
        answer(order, at + 20, "why", "text", -1, Texts.one(score >= 8 ? world.texts().high : world.texts().low, draw));
    }

    private void answer(OrderFacts order, long at, String question, String kind, int score, @Nullable String text) {
        CsvRows row = rows.table("survey_answer", Columns.SURVEY_ANSWER)
                .text("after-delivery-" + order.order + "-" + question)
                .moment(at)
                .text("after-delivery")
                .text(question)
                .text(kind);
        if (score < 0) {
            row.none();
        } else {
            row.number(score);
        }
        row.text(text)
                .text(rows.customer(order.customer))
                .text(order.order)
                .id("P", 1001 + order.basket().product[0])
                .text(order.channel)
                .end();
    }

    private void talk(OrderFacts order, Scenario.Channel channel, Draw draw) {
        long at = order.createdAt + draw.between(-1_800, 400_000);
        boolean robot = draw.chance(0.45);
        long reply = robot ? 2 : 12 + (long) draw.exponential(45);
        int asked = draw.between(1, 7);
        long end = at + reply + asked * 60L + draw.below(300);
        int satisfaction = draw.chance(0.8) ? 5 : draw.between(1, 4);
        boolean solved = draw.chance(0.88);
        int agent = draw.below(8) + 1;
        String topic = Texts.one(world.texts().topic, draw);
        if (!rows.window().has(end)) {
            return;
        }
        CsvRows row = rows.table("conversation", Columns.CONVERSATION)
                .text(order.order + "-C1")
                .moment(at)
                .text(rows.customer(order.customer))
                .text(rows.visitor(order.visitor));
        if (robot) {
            row.none();
        } else {
            row.id("agent-", agent);
        }
        row.flag(robot)
                .text(channel.id())
                .text(topic)
                .id("P", 1001 + order.basket().product[0])
                .text(at < order.createdAt ? null : order.order)
                .moment(at + reply)
                .moment(end)
                .number(asked)
                .number(asked + (robot ? 0 : 1))
                .number(robot ? 2 : reply / 2 + 4)
                .number(satisfaction)
                .flag(solved)
                .end();
    }
}
