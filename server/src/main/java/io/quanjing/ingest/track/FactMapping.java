package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.ingest.track.TrackedEvent.Call;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import io.quanjing.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Turns the events of one batch into the rows that they mean. */
final class FactMapping {

    private final Warehouse warehouse;
    private final FactRows rows;
    private final KnownFactStore known;
    private final VisitFacts visits;
    private final CustomerTraits traits;
    private final Regions regions;

    FactMapping(Warehouse warehouse, Regions regions) {
        this.warehouse = warehouse;
        this.rows = new FactRows(warehouse);
        this.known = new KnownFactStore(warehouse, rows);
        this.visits = new VisitFacts(rows, regions);
        this.traits = new CustomerTraits(rows, regions);
        this.regions = regions;
    }

    /** The orders and customers that the events revise, so that no other batch may do so at the same time. */
    static Set<String> revised(Sender sender, List<TrackedEvent> events) {
        Set<String> revised = new LinkedHashSet<>();
        for (TrackedEvent event : events) {
            String order = tellsOfOrder(sender, event) ? orderId(event) : null;
            if (order != null) {
                revised.add("order " + order);
            }
            if (describesCustomer(sender, event)) {
                revised.add("customer " + event.customer());
            }
        }
        return revised;
    }

    /**
     * The rows of a batch.
     *
     * @param refused told of each event that breaks a rule; its rows are not among the answer
     */
    List<FactRow> rows(Sender sender, List<TrackedEvent> events, BiConsumer<TrackedEvent, QuanjingException> refused) {
        // By position, since some rules are looked at for each event alone and others afterwards.
        Map<Integer, QuanjingException> refusals = new HashMap<>();
        List<Told> all = new ArrayList<>(events.size());
        for (TrackedEvent event : events) {
            try {
                all.add(tell(sender, event));
            } catch (QuanjingException e) {
                refusals.put(event.index(), e);
            }
        }
        List<FactRow> made = rows(sender.shop(), all, (told, e) -> refusals.put(told.index(), e));
        if (!refusals.isEmpty()) {
            for (TrackedEvent event : events) {
                QuanjingException e = refusals.get(event.index());
                if (e != null) {
                    refused.accept(event, e);
                }
            }
        }
        return made;
    }

    /**
     * What an event tells by itself.
     *
     * @throws QuanjingException if it breaks a rule, whatever is known
     */
    Told tell(Sender sender, TrackedEvent event) {
        Shop shop = sender.shop();
        Origin origin = Origin.of(event.properties(), event.context());
        FactRow visit = visits.row(shop, event, origin);
        Told.OfOrder order = null;
        if (tellsOfOrder(sender, event)) {
            String id = orderId(event);
            if (id == null) {
                throw new QuanjingException(
                        TrackError.ORDER_ID_MISSING,
                        "The event '" + event.name() + "' has no order_id.",
                        Map.of("event", String.valueOf(event.name())));
            }
            order = new Told.OfOrder(
                    id, event, origin, regions.of(event.properties(), event.context(), event.traits()));
        }
        Told.OfCustomer customer = null;
        if (event.customer() != null && describesCustomer(sender, event)) {
            Map<String, Object> said = traits.said(event);
            customer = said.isEmpty() ? null : new Told.OfCustomer(event.customer(), said);
        }
        return new Told(event.index(), visit, order, customer);
    }

    /**
     * Refuses what an event tells where no order, whatever is known of it, could take it.
     *
     * @return whether nothing can refuse it any more; false if what is known of its order decides
     * @throws QuanjingException if it breaks a rule, or a value fits no column
     */
    boolean checkAlone(Shop shop, Told told) {
        if (told.visit() != null) {
            warehouse.check(told.visit());
        }
        Told.OfOrder of = told.order();
        if (of == null) {
            return true;
        }
        Order order = new Order(shop, of.id(), rows);
        try {
            order.apply(of.event(), of.origin(), of.region());
        } catch (QuanjingException e) {
            if (Order.dependsOnWhatIsKnown(of.event(), e)) {
                return false;
            }
            throw e;
        }
        order.changes().forEach(warehouse::check);
        return true;
    }

    /** The events that their orders cannot take as the warehouse knows them now, and why. */
    IdentityHashMap<Told, QuanjingException> refusedByOrders(Shop shop, List<Told> all) {
        Map<String, Order> orders = known.orders(shop, orderIds(all));
        IdentityHashMap<Told, QuanjingException> refused = new IdentityHashMap<>();
        for (Told told : all) {
            Told.OfOrder of = Objects.requireNonNull(told.order());
            try {
                Objects.requireNonNull(orders.get(of.id())).apply(of.event(), of.origin(), of.region());
            } catch (QuanjingException e) {
                refused.put(told, e);
            }
        }
        return refused;
    }

    /** The table of visits. */
    TableSchema event() {
        return rows.event;
    }

    /**
     * The rows of what one shop's events tell, in their order, on top of what is known.
     *
     * @param refused told of each event of an order that breaks a rule; its rows are not among the answer
     */
    List<FactRow> rows(Shop shop, List<Told> all, BiConsumer<Told, QuanjingException> refused) {
        Map<String, Order> orders = known.orders(shop, orderIds(all));
        Map<String, FactRow> customers = known.customers(shop, customerIds(all));
        Map<String, FactRow> described = new LinkedHashMap<>();
        List<FactRow> made = new ArrayList<>(all.size());
        for (Told told : all) {
            try {
                Told.OfOrder of = told.order();
                if (of != null) {
                    Objects.requireNonNull(orders.get(of.id())).apply(of.event(), of.origin(), of.region());
                }
            } catch (QuanjingException e) {
                refused.accept(told, e);
                continue;
            }
            Told.OfCustomer of = told.customer();
            if (of != null) {
                FactRow customer = traits.row(shop, of.id(), of.said(), customers.get(of.id()));
                if (customer != null) {
                    customers.put(of.id(), customer);
                    described.put(of.id(), customer);
                }
            }
            if (told.visit() != null) {
                made.add(told.visit());
            }
        }
        orders.values().forEach(order -> made.addAll(order.changes()));
        made.addAll(described.values());
        return made;
    }

    private static boolean tellsOfOrder(Sender sender, TrackedEvent event) {
        return sender.tellsOfOrders() && event.act().isOfOrder();
    }

    private static boolean describesCustomer(Sender sender, TrackedEvent event) {
        return sender.tellsOfOrders() && event.call() == Call.IDENTIFY && event.customer() != null;
    }

    private static Set<String> orderIds(List<Told> all) {
        Set<String> ids = new LinkedHashSet<>();
        for (Told told : all) {
            if (told.order() != null) {
                ids.add(told.order().id());
            }
        }
        return ids;
    }

    private static Set<String> customerIds(List<Told> all) {
        Set<String> ids = new LinkedHashSet<>();
        for (Told told : all) {
            if (told.customer() != null) {
                ids.add(told.customer().id());
            }
        }
        return ids;
    }

    private static @Nullable String orderId(TrackedEvent event) {
        return event.properties().text("order_id", "transaction_id");
    }
}
