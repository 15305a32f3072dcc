package io.quanjing.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets one shop live through its days: sessions come by channel, some order, customers come back. Rows outside the window are thought,
 * not written, so that a later window continues exactly where the one before ended.
 */
final class ShopSimulation {

    /** What a session that orders does before: a look at the home page or a list. */
    private static final double ORDER_FROM_LIST = 0.45;

    /** The share of ordering sessions that put things into the cart; the others buy at once. */
    static final double ORDER_BY_CART = 0.62;

    /** The share of sessions with several views, without order, that put something into the cart. */
    static final double BROWSE_CART = 0.085;

    private static final double RETURNING = 0.16;

    private final World world;
    private final Scenario.ShopPlan shop;
    private final ShopRows rows;
    private final Customers customers;
    private final OrderStory orders;
    private final SideStories sides;
    private final Draw draw = new Draw();
    private final Visit visit = new Visit();
    private long visitors;
    private int sessions;
    private int dayOrders;
    private double expected;

    ShopSimulation(World world, Scenario.ShopPlan shop, ShopRows rows, StockLedger stock) {
        this.world = world;
        this.shop = shop;
        this.rows = rows;
        customers = new Customers(world.seed(), shop.number(), world.days());
        orders = new OrderStory(world, shop, rows, customers, stock);
        sides = new SideStories(world, shop, rows);
    }

    /** All days up to the window's end. */
    void run() {
        sides.dimensions();
        welcomeEarlierCustomers();
        for (int day = 0; day < world.days(); day++) {
            day(day);
        }
        customers.write(rows, world.scenario(), shop);
    }

    /** Who bought by now, and before the history. */
    Customers customers() {
        return customers;
    }

    /** People who bought before the history begins come back in its first weeks. */
    private void welcomeEarlierCustomers() {
        draw.start(world.seed(), Purpose.TRAFFIC, shop.number(), -1);
        int earlier = (int) (shop.share() * Scenario.SESSIONS_PER_DAY * world.scale() * 1.1);
        for (int i = 0; i < earlier; i++) {
            long visitor = ++visitors;
            long at = (world.plans().epochDay(0) - 20 - draw.below(300)) * 86_400L + draw.below(86_400);
            int customer = customers.born(visitor, at, shop.channels().getLast().id());
            customers.later(customer, (int) draw.exponential(30));
        }
    }

    private void day(int day) {
        List<Scenario.Channel> channels = shop.channels();
        sessions = 0;
        dayOrders = 0;
        expected = 0;
        for (Scenario.Channel channel : channels) {
            expected += mean(channel, day) * orderRate(channel, day);
        }
        for (int c = 0; c < channels.size(); c++) {
            Scenario.Channel channel = channels.get(c);
            draw.start(world.seed(), Purpose.TRAFFIC, shop.number() * 100L + c, day);
            int count = draw.poisson(mean(channel, day));
            for (int i = 0; i < count; i++) {
                session(channel, day);
            }
            sides.advertised(channel, day, count);
        }
        customers.carryOver(day);
        sides.day(day);
    }

    /** The sessions that a channel has on a day on average. */
    private double mean(Scenario.Channel channel, int day) {
        double mean = Scenario.SESSIONS_PER_DAY
                * world.scale()
                * shop.share()
                * channel.share()
                * world.plans().traffic(day)
                * Incidents.traffic(shop.id(), channel.id(), day);
        if (channel.kind().equals("live")) {
            return sides.liveOn(day) ? mean * shop.liveEvery() : 0;
        }
        return mean;
    }

    private double orderRate(Scenario.Channel channel, int day) {
        return channel.orderRate() * world.plans().order(day);
    }

    private void session(Scenario.Channel channel, int day) {
        boolean live = channel.kind().equals("live");
        long midnight = world.plans().epochDay(day) * 86_400L;
        long second = live
                ? SideStories.LIVE_START + draw.below(SideStories.LIVE_SECONDS - 300)
                : draw.pick(Scenario.HOURS) * 3600L + draw.below(3600);
        int product = draw.pick(world.plans().interest(day));
        double rate = orderRate(channel, day)
                * world.catalogue()
                        .categories
                        .get(world.catalogue().products.get(product).category())
                        .orderFactor()
                * Incidents.order(shop.id(), channel.id(), product, day);
        boolean buys = draw.chance(rate);
        // A visit belongs to one day: late ones start early enough to end before midnight.
        visit.begin(day, sessions++, midnight + Math.min(second, buys ? 84_900 : 85_500));
        visit.channel = channel.id();
        visit.campaign = campaign(day);
        if (live) {
            visit.liveSession = sides.liveSession(day);
            visit.creator = sides.liveCreator(day);
        } else if (channel.kind().equals("content") || channel.kind().equals("short_video")) {
            visit.creator = sides.contentCreator(draw);
        }
        if (buys) {
            buy(channel, day, product);
        } else {
            browse(channel, product);
        }
        rows.end(visit);
    }

    private @Nullable String campaign(int day) {
        String campaign = world.plans().campaign(day);
        return campaign != null && draw.chance(0.6) ? campaign : null;
    }

    private void buy(Scenario.Channel channel, int day, int product) {
        long remaining = Math.max(1, Math.round(expected) - dayOrders);
        boolean known = customers.dueOn(day) > 0
                && draw.chance(Math.min(0.94, channel.pull() * customers.dueOn(day) / (double) remaining));
        int customer = known ? customers.take(day, draw) : 0;
        if (customer == 0) {
            visit.visitor = someVisitor();
        } else {
            visit.visitor = customers.visitorOf(customer);
            visit.customer = customer;
        }
        settle();
        long started = visit.at;
        arrive(channel, draw.chance(ORDER_FROM_LIST));
        Basket basket = orders.choose(draw, product, day);
        for (int i = 0; i < basket.lines; i++) {
            if (!basket.gift[i]) {
                view(basket.product[i], basket.sku[i], draw.between(18, 90));
            }
        }
        if (draw.chance(ORDER_BY_CART)) {
            for (int i = 0; i < basket.lines; i++) {
                if (!basket.gift[i]) {
                    visit.about(basket.product[i], basket.sku[i]);
                    rows.event(visit, "cart_add", "product", 4, basket.quantity[i], basket.listed[i], null);
                }
            }
        }
        visit.about(-1, -1);
        rows.event(visit, "checkout_start", "checkout", draw.between(12, 60));
        if (customer == 0) {
            customer = customers.born(visit.visitor, started, channel.id());
            visit.customer = customer;
        }
        customers.ordered(customer, day);
        long placed = visit.at;
        orders.place(visit, channel, customer, day, dayOrders++, basket);
        if (visit.liveSession != null) {
            sides.liveOrder(placed, basket.amount());
        }
    }

    private void browse(Scenario.Channel channel, int product) {
        visit.visitor = someVisitor();
        settle();
        if (draw.chance(channel.bounceRate())) {
            if (draw.chance(0.3)) {
                rows.event(visit, "page_view", landing(channel), draw.between(2, 15));
            } else {
                view(product, -1, draw.between(3, 25));
            }
            return;
        }
        arrive(channel, draw.chance(0.35));
        view(product, -1, draw.between(8, 70));
        int more = draw.chance(0.42) ? 0 : draw.between(1, 4);
        boolean cart = draw.chance(BROWSE_CART / (1 - channel.bounceRate()));
        if (cart) {
            int sku = world.catalogue().products.get(product).firstSku();
            visit.about(product, sku);
            rows.event(
                    visit,
                    "cart_add",
                    "product",
                    5,
                    1,
                    world.catalogue().skus.get(sku).price(),
                    null);
            if (draw.chance(0.2)) {
                visit.about(-1, -1);
                rows.event(visit, "checkout_start", "checkout", draw.between(10, 60));
            }
        } else if (draw.chance(0.06)) {
            rows.event(visit, "favourite", "product", 3);
        }
        for (int i = 0; i < more; i++) {
            view(draw.pick(world.plans().interest(visit.day)), -1, draw.between(5, 60));
        }
        if (more == 0 && !cart) {
            visit.about(-1, -1);
            rows.event(visit, "page_view", "home", draw.between(3, 20));
        }
    }

    private void arrive(Scenario.Channel channel, boolean byList) {
        switch (channel.kind()) {
            case "search" -> {
                visit.query = Texts.one(world.texts().query, draw);
                rows.event(visit, "search", "list", draw.between(5, 25));
                visit.query = null;
            }
            case "live" -> rows.event(visit, "live_view", "content", draw.between(20, 120));
            default -> {
                if (byList) {
                    rows.event(visit, "page_view", landing(channel), draw.between(4, 25));
                }
            }
        }
    }

    private static String landing(Scenario.Channel channel) {
        return switch (channel.kind()) {
            case "content", "short_video", "live" -> "content";
            case "search", "recommend" -> "list";
            default -> "home";
        };
    }

    private void view(int product, int sku, int dwell) {
        visit.about(product, sku);
        rows.event(visit, "product_view", "product", dwell);
    }

    /** Somebody new, or one of those who were here lately. */
    private long someVisitor() {
        if (visitors > 600 && draw.chance(RETURNING)) {
            return visitors - draw.below(512);
        }
        return ++visitors;
    }

    private void settle() {
        visit.device = Scenario.device(shop, visit.visitor);
        visit.region = world.scenario().place(shop, visit.visitor).region();
    }
}
