package io.quanjing.demo;

import org.jspecify.annotations.Nullable;

/**
 * The life of an order, told when it is placed: payment attempts, shipping, delivery, refunds, and what the buyer says. Each order has its
 * own random stream, so its later days do not depend on when they are told.
 */
final class OrderStory {

    /** The chance that a payment attempt fails on an ordinary day. */
    static final double PAYMENT_FAILURE = 0.035;

    /** The share of orders that nobody tries to pay. */
    static final double ABANDONED = 0.035;

    /** The share of orders that are paid hours later. */
    static final double PAID_LATE = 0.03;

    /** The share of refunds that come before the parcel leaves. */
    static final double BEFORE_SHIPPING = 0.3;

    private static final String[] METHODS = {"alipay", "wechat_pay", "bank_card"};

    private final World world;
    private final Scenario.ShopPlan shop;
    private final ShopRows rows;
    private final Customers customers;
    private final AfterSale afterSale;
    private final Baskets baskets;
    private final OrderFacts facts = new OrderFacts();
    private final Draw draw = new Draw();
    private final StockLedger stock;
    private final Bill bill;

    OrderStory(World world, Scenario.ShopPlan shop, ShopRows rows, Customers customers, StockLedger stock) {
        this.world = world;
        this.shop = shop;
        this.rows = rows;
        this.customers = customers;
        this.stock = stock;
        baskets = new Baskets(world, shop);
        afterSale = new AfterSale(world, shop, rows);
        bill = new Bill(shop, rows);
    }

    /** Fills the basket around the product that brought the visitor. */
    Basket choose(Draw by, int wanted, int day) {
        return baskets.choose(by, wanted, day);
    }

    /** Places the basket at the end of a visit. */
    void place(Visit visit, Scenario.Channel channel, int customer, int day, int number, Basket of) {
        draw.start(world.seed(), Purpose.ORDER, shop.number() * 100_000L + day, number);
        facts.reset(visit, rows.order(day, number), customer, of);
        facts.place = world.scenario().place(shop, visit.visitor);
        facts.method = METHODS[draw.chance(0.55) ? 0 : draw.chance(0.85) ? 1 : 2];
        pay(visit);
        if (rows.window().passed(facts.paidAt)) {
            customers.paid(customer, facts.paidAt);
        }
        bill.paid(facts, of.amount());
        afterSale.tell(facts, channel, day, draw);
        write(visit);
        if (facts.shippedAt != 0) {
            for (int i = 0; i < of.lines; i++) {
                stock.shipped(of.sku[i], facts.place.warehouse(), facts.shippedAt, of.quantity[i]);
            }
        }
    }

    private void pay(Visit visit) {
        long at = visit.at;
        facts.createdAt = at;
        boolean late = draw.chance(PAID_LATE);
        if (draw.chance(ABANDONED)) {
            facts.closedAt = at + 86_400;
            return;
        }
        at += late ? draw.between(3_600, 72_000) : draw.between(6, 60);
        for (int attempt = 1; attempt <= 3; attempt++) {
            int hour = (int) (at / 3600 % 24);
            boolean outage = Incidents.PAYMENT_OUTAGE.hits(
                    shop.id(), (int) (at / 86_400 - world.firstDay().toEpochDay()), hour);
            boolean fails = draw.chance(outage ? Incidents.PAYMENT_OUTAGE.size() : PAYMENT_FAILURE);
            String reason = !fails
                    ? null
                    : outage ? Texts.one(world.texts().outageReason, draw) : Texts.one(world.texts().payReason, draw);
            attempt(attempt, at, reason);
            if (!fails) {
                facts.paidAt = at;
                break;
            }
            if (draw.chance(0.3)) {
                break;
            }
            at += draw.between(15, 70);
        }
        if (facts.paidAt == 0) {
            facts.closedAt = facts.createdAt + 86_400;
        } else if (!late) {
            visit.at = facts.paidAt;
            rows.event(
                    visit,
                    "purchase",
                    "checkout",
                    1,
                    facts.pieces(),
                    facts.basket().amount(),
                    facts.order);
        }
    }

    private void attempt(int number, long at, @Nullable String reason) {
        if (!rows.window().has(at)) {
            return;
        }
        rows.table("payment", Columns.PAYMENT)
                .text(facts.order + "-P" + number)
                .moment(at)
                .text(facts.order)
                .text(reason == null ? "success" : "failure")
                .text(facts.method)
                .cents(facts.basket().amount())
                .text(ShopRows.CURRENCY)
                .text(rows.customer(facts.customer))
                .text(rows.visitor(facts.visitor))
                .text(reason)
                .end();
    }

    private void write(Visit visit) {
        Window window = rows.window();
        if (!window.passed(facts.createdAt)) {
            return;
        }
        Basket of = facts.basket();
        count(of, window);
        boolean paid = window.passed(facts.paidAt);
        if (window.has(facts.createdAt)
                || window.touches(facts.paidAt)
                || window.touches(facts.shippedAt)
                || window.touches(facts.completedAt)
                || window.touches(facts.closedAt)) {
            header(visit, of, window, paid);
        }
        if (window.has(facts.createdAt) || window.touches(facts.paidAt)) {
            for (int i = 0; i < of.lines; i++) {
                line(of, i, paid);
            }
        }
    }

    private void header(Visit visit, Basket of, Window window, boolean paid) {
        CsvRows row = rows.table("order_header", Columns.ORDER_HEADER)
                .text(facts.order)
                .moment(facts.createdAt)
                .text(facts.order)
                .text(facts.status(window))
                .text(rows.customer(facts.customer))
                .text(rows.visitor(facts.visitor))
                .text(rows.session(visit))
                .momentUpTo(facts.paidAt, window.now())
                .momentUpTo(facts.closedAt, window.now())
                .cents(of.amount());
        if (paid) {
            row.cents(of.amount());
        } else {
            row.none();
        }
        row.cents(of.discount)
                .cents(of.freight)
                .text(ShopRows.CURRENCY)
                .text(visit.channel)
                .text(visit.campaign)
                .text(visit.creator)
                .text(visit.liveSession)
                .text(visit.device)
                .text(visit.region)
                .text(facts.place.city())
                .text(paid ? facts.method : null)
                .end();
    }

    private void line(Basket of, int i, boolean paid) {
        Catalogue catalogue = world.catalogue();
        CsvRows row = rows.table("order_line", Columns.ORDER_LINE)
                .text(facts.order + "#" + (i + 1))
                .moment(facts.createdAt)
                .text(facts.order)
                .number(i + 1)
                .text(catalogue.products.get(of.product[i]).id())
                .text(catalogue.skus.get(of.sku[i]).id())
                .text(catalogue.categoryOf(of.product[i]))
                .text(catalogue.skus.get(of.sku[i]).title())
                .number(of.quantity[i])
                .cents(of.gift[i] ? 0 : catalogue.skus.get(of.sku[i]).price())
                .cents(of.share[i]);
        if (paid) {
            row.cents(of.share[i]);
        } else {
            row.none();
        }
        row.flag(of.gift[i]).text(ShopRows.CURRENCY).end();
    }

    private void count(Basket of, Window window) {
        Totals.Day created = rows.totals().dayOf(facts.createdAt);
        created.orders++;
        created.orderAmount += of.amount();
        if (!window.passed(facts.paidAt)) {
            return;
        }
        Totals.Day day = rows.totals().dayOf(facts.paidAt);
        day.paidOrders++;
        day.gmv += of.amount();
        if (day.paying.add(facts.customer)) {
            day.buyers++;
        }
        int paidDay =
                (int) (Math.floorDiv(facts.paidAt, 86_400L) - world.firstDay().toEpochDay());
        for (int i = 0; i < of.lines; i++) {
            day.itemsSold += of.gift[i] ? 0 : of.quantity[i];
            day.costOfGoods += (long) world.catalogue().cost(of.sku[i], paidDay) * of.quantity[i];
        }
    }
}
