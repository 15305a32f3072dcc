package io.quanjing.ingest.hook;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.ingest.hook.DeliveryStore.Delivery;
import io.quanjing.ingest.hook.PrivacyRequestStore.PrivacyRequest;
import io.quanjing.ingest.mapping.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Notes what a shop system asks on behalf of a person. What is kept of the person's rejected deliveries is deleted at once. The facts hold no
 * name, number or address, only the shop system's id of the customer or a pseudonym; they stay, and a person decides and notes that it is done.
 */
final class PrivacyRequests {

    private static final Duration DUE = Duration.ofDays(30);
    private static final int MOST_KEPT = 100_000;

    private final PrivacyRequestStore store;
    private final DeliveryStore deliveries;
    private final Audit audit;

    PrivacyRequests(PrivacyRequestStore store, DeliveryStore deliveries, Audit audit) {
        this.store = store;
        this.deliveries = deliveries;
        this.audit = audit;
    }

    void take(Source source, Delivery delivery, Payload.Topic topic, JsonNode message) {
        String kind = String.valueOf(topic.request());
        List<String> orders = new ArrayList<>();
        for (String list : List.of("orders_to_redact", "orders_requested")) {
            message.path(list).forEach(order -> orders.add(Place.text(order)));
        }
        String customer = Place.text(message.path("customer").path("id"));
        int dropped = switch (kind) {
            case "redact-shop" -> drop(source, null);
            case "redact-customer" -> drop(source, marks(message, customer, orders));
            default -> 0;
        };
        store.add(new PrivacyRequest(
                delivery.id(),
                source.id(),
                source.name(),
                source.shop(),
                kind,
                customer.isEmpty() ? null : customer,
                orders,
                delivery.receivedAt(),
                delivery.receivedAt().plus(DUE),
                dropped,
                null,
                null));
        audit.record(
                new Caller("webhook " + source.name(), Role.OPERATOR, Set.of(source.shop())),
                HookAction.PRIVACY_REQUESTED,
                delivery.id(),
                Map.of("source", source.id(), "shop", source.shop(), "kind", kind, "dropped", dropped));
    }

    /** By what a kept message is recognised as one about the customer. */
    private static Set<String> marks(JsonNode message, String customer, List<String> orders) {
        Set<String> marks = new TreeSet<>(orders);
        marks.add(customer);
        marks.add(Place.text(message.path("customer").path("email")));
        marks.add(Place.text(message.path("customer").path("phone")));
        marks.remove("");
        return marks;
    }

    private int drop(Source source, @Nullable Set<String> marks) {
        int dropped = 0;
        for (DeliveryStore.Rejected kept : deliveries.rejectedOf(source.id(), MOST_KEPT)) {
            boolean about = marks == null
                    || deliveries
                            .rejected(source.id(), kept.id())
                            .map(d -> Messages.mentions(d.body(), marks))
                            .orElse(false);
            if (about) {
                deliveries.drop(kept.id());
                dropped++;
            }
        }
        return dropped;
    }
}
