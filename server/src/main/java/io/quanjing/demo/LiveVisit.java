package io.quanjing.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One visit of a visitor who comes while the demo runs, in the words of the Segment specification, with the same rates as the history. The
 * whole visit is planned at its beginning; its events are sent when their moments come.
 */
final class LiveVisit {

    /**
     * An event of the plan.
     *
     * @param after milliseconds from the start of the visit
     */
    record Step(long after, ObjectNode event) {}

    private final World world;
    private final Scenario.ShopPlan shop;
    private final Scenario.Channel channel;
    private final Draw draw;
    private final Baskets baskets;
    private final int day;
    private final String session;
    private final List<Step> steps = new ArrayList<>();
    private String visitor = "";
    private @Nullable String customer;
    private String device = "";
    private String region = "";
    private long after;

    LiveVisit(
            World world,
            Scenario.ShopPlan shop,
            Scenario.Channel channel,
            Baskets baskets,
            Draw draw,
            int day,
            String session) {
        this.world = world;
        this.shop = shop;
        this.channel = channel;
        this.baskets = baskets;
        this.draw = draw;
        this.day = day;
        this.session = session;
    }

    /** Plans the visit of somebody; the number gives device and region. */
    List<Step> plan(String visitorId, @Nullable String customerId, long number) {
        visitor = visitorId;
        customer = customerId;
        device = Scenario.device(shop, number);
        region = world.scenario().place(shop, number).region();
        int product = draw.pick(world.plans().interest(day));
        double rate = channel.orderRate()
                * world.plans().order(day)
                * world.catalogue()
                        .categories
                        .get(world.catalogue().products.get(product).category())
                        .orderFactor();
        if (customerId != null || draw.chance(rate)) {
            buy(product);
        } else if (draw.chance(channel.bounceRate())) {
            view(product, draw.between(3, 25));
        } else {
            browse(product);
        }
        return steps;
    }

    private void arrive() {
        if (channel.kind().equals("search")) {
            track("Products Searched", "/list", draw.between(5, 20)).put("query", Texts.one(world.texts().query, draw));
        } else {
            page(channel.kind().equals("live") || channel.kind().equals("content") ? "/content" : "/");
        }
    }

    private void browse(int first) {
        arrive();
        view(first, draw.between(8, 60));
        int more = draw.below(4);
        for (int i = 0; i < more; i++) {
            view(draw.pick(world.plans().interest(day)), draw.between(5, 50));
        }
        if (draw.chance(0.16)) {
            int sku = world.catalogue().products.get(first).firstSku();
            added(first, sku, 1);
        }
    }

    private void buy(int product) {
        arrive();
        Basket basket = baskets.choose(draw, product, day);
        for (int i = 0; i < basket.lines; i++) {
            if (!basket.gift[i]) {
                view(basket.product[i], draw.between(10, 60));
            }
        }
        if (draw.chance(ShopSimulation.ORDER_BY_CART)) {
            for (int i = 0; i < basket.lines; i++) {
                if (!basket.gift[i]) {
                    added(basket.product[i], basket.sku[i], basket.quantity[i]);
                }
            }
        }
        track("Checkout Started", "/checkout", draw.between(10, 40))
                .put("value", amount(basket.amount()))
                .put("currency", ShopRows.CURRENCY);
        String order =
                shop.id().substring(0, 1).toUpperCase(Locale.ROOT) + "L" + session.substring(session.indexOf('-') + 1);
        if (customer == null) {
            customer = shop.id().charAt(0) + "c-" + session;
        }
        order("Order Placed", order, basket, draw.between(5, 30));
        boolean fails = draw.chance(OrderStory.PAYMENT_FAILURE + OrderStory.ABANDONED);
        ObjectNode result = order(fails ? "Payment Failed" : "Order Completed", order, basket, 1);
        result.put("payment_id", order + "-P1").put("payment_method", draw.chance(0.55) ? "alipay" : "wechat_pay");
        if (fails) {
            result.put("failure_reason", Texts.one(world.texts().payReason, draw));
        }
    }

    private void view(int product, int dwell) {
        Catalogue.Product seen = world.catalogue().products.get(product);
        track("Product Viewed", "/product/" + seen.id().substring(1), dwell)
                .put("product_id", seen.id())
                .put("dwell_seconds", dwell);
    }

    private void added(int product, int sku, int pieces) {
        Catalogue.Sku of = world.catalogue().skus.get(sku);
        track("Product Added", "/product/" + (1001 + product), draw.between(2, 6))
                .put("product_id", world.catalogue().products.get(product).id())
                .put("sku", of.id())
                .put("price", amount(of.price()))
                .put("quantity", pieces)
                .put("currency", ShopRows.CURRENCY);
    }

    private ObjectNode order(String name, String id, Basket basket, int seconds) {
        ObjectNode properties = track(name, "/checkout", seconds)
                .put("order_id", id)
                .put("total", amount(basket.amount()))
                .put("shipping", amount(basket.freight))
                .put("discount", amount(basket.discount))
                .put("currency", ShopRows.CURRENCY);
        var products = properties.putArray("products");
        for (int i = 0; i < basket.lines; i++) {
            Catalogue.Sku sku = world.catalogue().skus.get(basket.sku[i]);
            products.addObject()
                    .put(
                            "product_id",
                            world.catalogue().products.get(basket.product[i]).id())
                    .put("sku", sku.id())
                    .put("name", sku.title())
                    .put("category", world.catalogue().categoryOf(basket.product[i]))
                    .put("price", basket.gift[i] ? BigDecimal.ZERO : amount(sku.price()))
                    .put("quantity", basket.quantity[i]);
        }
        return properties;
    }

    private void page(String path) {
        step("page", null, path, draw.between(4, 20));
    }

    private ObjectNode track(String name, String path, int seconds) {
        return step("track", name, path, seconds);
    }

    private ObjectNode step(String type, @Nullable String name, String path, int seconds) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", type).put("messageId", session + "-" + steps.size()).put("anonymousId", visitor);
        if (customer != null) {
            event.put("userId", customer);
        }
        if (name != null) {
            event.put("event", name);
        }
        ObjectNode properties = event.putObject("properties")
                .put("path", path)
                .put("session_id", session)
                .put("channel", channel.id())
                .put("device", device)
                .put("region", region);
        String campaign = world.plans().campaign(day);
        if (campaign != null) {
            properties.put("campaign", campaign);
        }
        steps.add(new Step(after, event));
        after += seconds * 1000L;
        return properties;
    }

    private static BigDecimal amount(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }
}
