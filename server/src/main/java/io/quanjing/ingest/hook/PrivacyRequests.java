package io.quanjing.ingest.hook;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.hook.DeliveryStore.Delivery;
import io.quanjing.ingest.hook.DeliveryStore.Kept;
import io.quanjing.ingest.hook.PrivacyRequestStore.PrivacyRequest;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.mapping.Payload;
import io.quanjing.ingest.message.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Notes what a shop system asks on behalf of a person. What is kept of the person's deliveries and contacts is deleted at once. The facts hold no
 * name, number or address, only the shop system's id of the customer or a pseudonym; they stay, and a person decides and notes that it is done.
 */
final class PrivacyRequests {

    private static final Duration DUE = Duration.ofDays(30);
    private static final int AT_A_TIME = 1_000;

    private final PrivacyRequestStore store;
    private final DeliveryStore deliveries;
    private final Contacts contacts;
    private final Audit audit;

    PrivacyRequests(PrivacyRequestStore store, DeliveryStore deliveries, Contacts contacts, Audit audit) {
        this.store = store;
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.audit = audit;
    }

    /**
     * Does what is asked.
     *
     * @param mapping by which the deliveries of the source are read
     */
    void take(Source source, Mapping mapping, Delivery delivery, Payload.Topic topic, JsonNode message) {
        String kind = String.valueOf(topic.request());
        List<String> orders = new ArrayList<>();
        for (String list : List.of("orders_to_redact", "orders_requested")) {
            message.path(list).forEach(order -> orders.add(Messages.text(order)));
        }
        String customer = Messages.text(message.path("customer").path("id"));
        int dropped = switch (kind) {
            case "redact-shop" -> drop(source, mapping, null);
            case "redact-customer" -> drop(source, mapping, marks(message, customer, orders));
            default -> 0;
        };
        int forgotten = switch (kind) {
            case "redact-shop" -> contacts.forgetSource(source.shop(), mapping.source());
            case "redact-customer" -> contacts.forget(source.shop(), names(message, customer));
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
                Map.of(
                        "source",
                        source.id(),
                        "shop",
                        source.shop(),
                        "kind",
                        kind,
                        "dropped",
                        dropped,
                        "contacts",
                        forgotten));
    }

    /** By what a kept message is recognised as one about the customer. */
    private static Set<String> marks(JsonNode message, String customer, List<String> orders) {
        Set<String> marks = new TreeSet<>(orders);
        marks.addAll(names(message, customer));
        return marks;
    }

    /** What the customer may be called by in facts, and be reached by. */
    private static Set<String> names(JsonNode message, String customer) {
        Set<String> names = new TreeSet<>();
        names.add(customer);
        names.add(Messages.text(message.path("customer").path("email")));
        names.add(Messages.text(message.path("customer").path("phone")));
        names.remove("");
        return names;
    }

    private int drop(Source source, Mapping mapping, @Nullable Set<String> marks) {
        int dropped = 0;
        String last = "";
        List<Kept> page;
        do {
            page = deliveries.keptAfter(source.id(), last, AT_A_TIME);
            for (Kept kept : page) {
                if (!asks(mapping, kept) && (marks == null || mentions(kept, marks))) {
                    deliveries.drop(kept.id());
                    dropped++;
                }
                last = kept.id();
            }
        } while (page.size() == AT_A_TIME);
        return dropped;
    }

    /** Whether it is itself a request that is still to be noted, as the one is that is taken now. */
    private static boolean asks(Mapping mapping, Kept kept) {
        return kept.waiting()
                && mapping.payload()
                        .topic(kept.topic())
                        .filter(topic -> topic.request() != null)
                        .isPresent();
    }

    private boolean mentions(Kept kept, Set<String> marks) {
        return deliveries
                .kept(kept.id())
                .map(delivery -> Messages.mentions(delivery.body(), marks))
                .orElse(false);
    }
}
