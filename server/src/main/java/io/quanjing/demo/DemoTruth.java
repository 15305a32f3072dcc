package io.quanjing.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is true in the demo: the parameters of the simulation, the incidents with their sizes, and the exact totals of each shop day that
 * is over. Live visitors are not in it.
 */
final class DemoTruth {

    private final World world;
    private final JsonMapper json = new JsonMapper();

    DemoTruth(World world) {
        this.world = world;
    }

    /** Writes the file as a whole or not at all. */
    void write(Path file, Map<String, Totals> totals, long now) {
        ObjectNode root = json.createObjectNode();
        LocalDate through = LocalDate.ofEpochDay(Math.floorDiv(now, 86_400L) - 1);
        root.put("brand", "穗屿")
                .put("seed", world.seed())
                .put("scale", world.scale())
                .put("zone", "Asia/Shanghai")
                .put("currency", ShopRows.CURRENCY)
                .put("from", world.firstDay().toString())
                .put("through", through.toString());
        parameters(root.putObject("parameters"));
        promotions(root.putArray("promotions"));
        incidents(root.putArray("incidents"));
        totals(root.putObject("totals"), totals, through);
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, json.writeValueAsString(root));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void parameters(ObjectNode node) {
        node.put("sessions_per_day", Scenario.SESSIONS_PER_DAY * world.scale())
                .put("yearly_growth", Scenario.YEARLY_GROWTH)
                .put("ordinary_discount", Promotions.ORDINARY_DISCOUNT)
                .put("payment_failure", OrderStory.PAYMENT_FAILURE)
                .put("abandoned", OrderStory.ABANDONED)
                .put("order_by_cart", ShopSimulation.ORDER_BY_CART)
                .put("browse_cart", ShopSimulation.BROWSE_CART);
        ArrayNode weekdays = node.putArray("weekday_traffic");
        for (double factor : Scenario.WEEKDAYS) {
            weekdays.add(factor);
        }
        ArrayNode hours = node.putArray("hour_share");
        double before = 0;
        for (double sum : Scenario.HOURS) {
            hours.add((sum - before) / Scenario.HOURS[23]);
            before = sum;
        }
        ArrayNode kinds = node.putArray("customer_kinds");
        for (int i = 0; i < Customers.KINDS.length; i++) {
            kinds.addObject()
                    .put("share", Customers.KINDS[i])
                    .put("drop_out", Customers.DROP_OUT[i])
                    .put("mean_days_between", Customers.RHYTHM[i]);
        }
        ArrayNode shops = node.putArray("shops");
        for (Scenario.ShopPlan shop : world.scenario().shops) {
            shop(shops.addObject(), shop);
        }
        ArrayNode categories = node.putArray("categories");
        for (Catalogue.Category category : world.catalogue().categories) {
            categories
                    .addObject()
                    .put("category", category.path())
                    .put("order_factor", category.orderFactor())
                    .put("refund_rate", category.refundRate());
        }
    }

    private static void shop(ObjectNode node, Scenario.ShopPlan shop) {
        node.put("shop", shop.name()).put("share", shop.share()).put("live_every_days", shop.liveEvery());
        ArrayNode channels = node.putArray("channels");
        for (Scenario.Channel channel : shop.channels()) {
            channels.addObject()
                    .put("channel", channel.id())
                    .put("kind", channel.kind())
                    .put("paid", channel.paid())
                    .put("share", channel.share())
                    .put("order_rate", channel.orderRate())
                    .put("bounce_rate", channel.bounceRate())
                    .put("refund_factor", channel.refundFactor());
        }
    }

    private void promotions(ArrayNode node) {
        Promotions promotions = new Promotions(
                world.firstDay().getYear(),
                world.firstDay().plusDays(world.days()).getYear());
        for (Promotions.Phase phase : promotions.phases()) {
            node.addObject()
                    .put("campaign", phase.campaign())
                    .put("phase", phase.phase())
                    .put("from", phase.from().toString())
                    .put("to", phase.to().toString())
                    .put("traffic_factor", phase.traffic())
                    .put("order_factor", phase.order())
                    .put("discount", phase.discount())
                    .put("metric", "orders")
                    .put(
                            "reading",
                            "the orders of a day of the phase over those of an ordinary day of the 28 before the promotion")
                    .put("tolerance", tolerance(phase))
                    .put(
                            "tolerance_reason",
                            "0.15 of the factor for the weekdays and the season that the days fall on, and three standard errors of the orders");
        }
    }

    /** How far a phase's factor on orders may be off: a brand of scale 1 has about 150 orders on an ordinary day. */
    private double tolerance(Promotions.Phase phase) {
        double factor = phase.traffic() * phase.order();
        long days = ChronoUnit.DAYS.between(phase.from(), phase.to()) + 1;
        return factor * (0.15 + 3 / Math.sqrt(150 * world.scale() * factor * days));
    }

    private void incidents(ArrayNode node) {
        for (Incidents.Incident incident : Incidents.ALL) {
            String shop = world.scenario().shops.stream()
                    .filter(plan -> plan.id().equals(incident.shop()))
                    .map(Scenario.ShopPlan::name)
                    .findFirst()
                    .orElse("*");
            node.addObject()
                    .put("id", incident.id())
                    .put("title", incident.title())
                    .put("shop", shop)
                    .put("subject", incident.subject())
                    .put("from", world.plans().date(incident.firstDay()).toString())
                    .put("to", world.plans().date(incident.lastDay()).toString())
                    .put("from_hour", incident.firstHour())
                    .put("to_hour", incident.lastHour())
                    .put("effect", incident.effect())
                    .put("size", incident.size())
                    .put("metric", incident.evidence().metric())
                    .put("reading", incident.evidence().reading())
                    .put("tolerance", incident.evidence().tolerance(world.scale()))
                    .put("tolerance_reason", incident.evidence().reason());
        }
    }

    private void totals(ObjectNode node, Map<String, Totals> totals, LocalDate through) {
        for (Scenario.ShopPlan shop : world.scenario().shops) {
            Totals counted = totals.get(shop.id());
            if (counted == null) {
                continue;
            }
            ObjectNode days = node.putObject(shop.name());
            counted.days().forEach((epochDay, day) -> {
                LocalDate date = LocalDate.ofEpochDay(epochDay);
                if (!date.isBefore(world.firstDay()) && !date.isAfter(through)) {
                    day(days.putObject(date.toString()), day);
                }
            });
        }
    }

    private static void day(ObjectNode node, Totals.Day day) {
        node.put("events", day.events)
                .put("visitors", day.visitors)
                .put("sessions", day.sessions)
                .put("bounces", day.bounces)
                .put("page_views", day.pageViews)
                .put("orders", day.orders)
                .put("order_amount", amount(day.orderAmount))
                .put("paid_orders", day.paidOrders)
                .put("gmv", amount(day.gmv))
                .put("items_sold", day.itemsSold)
                .put("buyers", day.buyers)
                .put("cost_of_goods", amount(day.costOfGoods))
                .put("refunds", day.refunds)
                .put("refund_amount", amount(day.refundAmount))
                .put("ad_cost", amount(day.adCost));
        ObjectNode types = node.putObject("event_types");
        day.eventTypes.forEach(types::put);
    }

    private static String amount(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2).toPlainString();
    }
}
