package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.ingest.track.TrackedEvent.Call;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Turns the events of one batch into the rows that they mean. */
final class FactMapping {

    private final KnownFactStore known;
    private final VisitFacts visits;
    private final CustomerTraits traits;
    private final Regions regions;

    FactMapping(Warehouse warehouse, Regions regions) {
        FactRows rows = new FactRows(warehouse);
        this.known = new KnownFactStore(warehouse, rows);
        this.visits = new VisitFacts(rows, regions);
        this.traits = new CustomerTraits(rows, regions);
        this.regions = regions;
    }

    /** Whether the event revises what is known, so that no other batch of the shop may do so at the same time. */
    static boolean revises(Sender sender, TrackedEvent event) {
        return tellsOfOrder(sender, event) || describesCustomer(sender, event);
    }

    /**
     * The rows of a batch.
     *
     * @param refused told of each event that breaks a rule; its rows are not among the answer
     */
    List<FactRow> rows(Sender sender, List<TrackedEvent> events, BiConsumer<TrackedEvent, QuanjingException> refused) {
        Shop shop = sender.shop();
        Map<String, Order> orders = known.orders(shop, orderIds(sender, events));
        Map<String, FactRow> customers = known.customers(shop, customerIds(sender, events));
        Map<String, FactRow> described = new LinkedHashMap<>();
        List<FactRow> rows = new ArrayList<>(events.size());
        for (TrackedEvent event : events) {
            try {
                Origin origin = Origin.of(event.properties(), event.context());
                FactRow visit = visits.row(shop, event, origin);
                if (tellsOfOrder(sender, event)) {
                    Order order = orders.get(orderId(event));
                    if (order == null) {
                        throw new QuanjingException(
                                TrackError.ORDER_ID_MISSING,
                                "The event '" + event.name() + "' has no order_id.",
                                Map.of("event", String.valueOf(event.name())));
                    }
                    order.apply(event, origin, regions.of(event.properties(), event.context(), event.traits()));
                }
                if (describesCustomer(sender, event)) {
                    FactRow customer = traits.row(shop, event, customers.get(event.customer()));
                    if (customer != null) {
                        customers.put(String.valueOf(event.customer()), customer);
                        described.put(String.valueOf(event.customer()), customer);
                    }
                }
                if (visit != null) {
                    rows.add(visit);
                }
            } catch (QuanjingException e) {
                refused.accept(event, e);
            }
        }
        orders.values().forEach(order -> rows.addAll(order.changes()));
        rows.addAll(described.values());
        return rows;
    }

    private static boolean tellsOfOrder(Sender sender, TrackedEvent event) {
        return sender.tellsOfOrders() && event.act().isOfOrder();
    }

    private static boolean describesCustomer(Sender sender, TrackedEvent event) {
        return sender.tellsOfOrders() && event.call() == Call.IDENTIFY && event.customer() != null;
    }

    private static Set<String> orderIds(Sender sender, List<TrackedEvent> events) {
        Set<String> ids = new LinkedHashSet<>();
        for (TrackedEvent event : events) {
            String id = tellsOfOrder(sender, event) ? orderId(event) : null;
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static Set<String> customerIds(Sender sender, List<TrackedEvent> events) {
        Set<String> ids = new LinkedHashSet<>();
        for (TrackedEvent event : events) {
            if (describesCustomer(sender, event) && event.customer() != null) {
                ids.add(event.customer());
            }
        }
        return ids;
    }

    private static @Nullable String orderId(TrackedEvent event) {
        return event.properties().text("order_id", "transaction_id");
    }
}
