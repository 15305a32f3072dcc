package io.quanjing.ingest.track.client;

import static io.quanjing.ingest.track.client.Meaning.text;

import io.quanjing.access.OpenToAll;
import io.quanjing.ingest.Tracking.Receipt;
import io.quanjing.ingest.track.ConsentReader;
import io.quanjing.ingest.track.EventDoor;
import io.quanjing.ingest.track.EventDoor.Delivery;
import io.quanjing.ingest.track.EventDoor.Events;
import io.quanjing.ingest.track.TrackError;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The Measurement Protocol of Google Analytics 4: some events of one person; the secret of the address is the write key. */
@RestController
@CrossOrigin(origins = "*", maxAge = 86_400)
class GoogleAnalytics {

    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("page_view", "page"),
            Map.entry("screen_view", "screen"),
            Map.entry("session_start", "Session Started"),
            Map.entry("search", "Products Searched"),
            Map.entry("view_search_results", "Products Searched"),
            Map.entry("view_item_list", "Product List Viewed"),
            Map.entry("select_item", "Product Clicked"),
            Map.entry("view_item", "Product Viewed"),
            Map.entry("add_to_cart", "Product Added"),
            Map.entry("remove_from_cart", "Product Removed"),
            Map.entry("view_cart", "Cart Viewed"),
            Map.entry("add_to_wishlist", "Product Added to Wishlist"),
            Map.entry("begin_checkout", "Checkout Started"),
            Map.entry("add_shipping_info", "Checkout Step Completed"),
            Map.entry("add_payment_info", "Payment Info Entered"),
            Map.entry("purchase", "Order Completed"),
            Map.entry("refund", "Order Refunded"),
            Map.entry("view_promotion", "Promotion Viewed"),
            Map.entry("select_promotion", "Promotion Clicked"));

    private static final Map<String, String> PARAMETERS = Map.of(
            "page_location", "url",
            "page_title", "title",
            "screen_name", "title",
            "page_referrer", "referrer",
            "transaction_id", "order_id",
            "search_term", "query",
            "payment_type", "payment_method");

    private static final Map<String, String> OF_ITEM = Map.of(
            "item_name", "name",
            "item_category", "category",
            "price", "price",
            "quantity", "quantity");

    private static final Set<String> OF_ORDER = Set.of("purchase", "refund");

    private final EventDoor door;

    GoogleAnalytics(EventDoor door) {
        this.door = door;
    }

    /** What the validating address answers. */
    record Validation(List<Message> validationMessages) {}

    /**
     * Why an event would not be taken.
     *
     * @param fieldPath which event, for example {@code events[0]}
     * @param validationCode the code of the rule
     */
    record Message(String fieldPath, String description, String validationCode) {}

    @OpenToAll("authenticates by write key")
    @PostMapping("/mp/collect")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void collect(HttpServletRequest request) throws IOException {
        Receipt receipt = door.take(delivery(request));
        if (!receipt.rejections().isEmpty()) {
            throw EventDoor.refused(receipt);
        }
    }

    /** Says what is wrong with events and takes none. */
    @OpenToAll("authenticates by write key")
    @PostMapping("/debug/mp/collect")
    Validation validate(HttpServletRequest request) throws IOException {
        Receipt receipt = door.check(delivery(request));
        return new Validation(receipt.rejections().stream()
                .map(each -> new Message("events[" + each.index() + "]", each.message(), each.code()))
                .toList());
    }

    private Delivery delivery(HttpServletRequest request) throws IOException {
        Events events = door.events(door.json(request.getInputStream()), "events");
        if (!events.listed()) {
            throw new QuanjingException(
                    TrackError.BATCH_MISSING,
                    "The body is not a JSON object with a list 'events'. Maybe a single event was sent without the list.");
        }
        ObjectNode body = events.beside();
        return new Delivery(
                "ga4",
                Parameters.of(request.getQueryString()).text("api_secret"),
                MissingNode.getInstance(),
                ConsentReader.objects(request),
                events.all(),
                sent -> meaning(sent, body));
    }

    private static ObjectNode meaning(JsonNode sent, ObjectNode body) {
        ObjectNode event = Meaning.object(sent);
        JsonNode params = event.path("params");
        String name = text(event.path("name"));
        String known = name == null ? null : EVENTS.getOrDefault(name, name);
        Meaning meaning = known != null && (known.equals("page") || known.equals("screen"))
                ? Meaning.call(known)
                : Meaning.track(known);
        String micros = text(event.path("timestamp_micros"), body.path("timestamp_micros"));
        String order = text(params.path("transaction_id"));
        if ("purchase".equals(name) && order != null) {
            meaning.idOf("ga4", "purchase " + order);
        }
        meaning.person(text(body.path("client_id"), body.path("app_instance_id")), text(body.path("user_id")))
                .at(micros == null ? null : instant(micros))
                .with(params)
                .renamed(params, PARAMETERS)
                .renamed(body.path("user_location"), Map.of("country_id", "country"))
                .agent(text(body.path("user_agent")))
                .device(text(body.path("device").path("category")));
        consent(meaning, body.path("consent"));
        meaning.remove("items");
        // It is the order's id, and not that of its payment.
        meaning.remove("transaction_id");
        if ("purchase".equals(name)) {
            paid(meaning, params);
        }
        return meaning.products(items(params.path("items")), name != null && OF_ORDER.contains(name))
                .event();
    }

    /** The protocol knows consent to advertising alone; who refuses to be measured is not to be sent at all. */
    private static void consent(Meaning meaning, JsonNode said) {
        for (String purpose : List.of("ad_user_data", "ad_personalization")) {
            if ("DENIED".equalsIgnoreCase(text(said.path(purpose)))) {
                meaning.denied(ConsentReader.ADVERTISING);
            }
        }
    }

    /** The value of a purchase is that of its goods; what the buyer pays has freight and tax on top. */
    private static void paid(Meaning meaning, JsonNode params) {
        BigDecimal total = amount(params, "value");
        if (total != null) {
            for (String beside : new String[] {"shipping", "tax"}) {
                BigDecimal more = amount(params, beside);
                total = more == null ? total : total.add(more);
            }
            meaning.remove("value");
            meaning.with("total", JsonNodeFactory.instance.numberNode(total));
        }
    }

    /** The number of a parameter; null without it, or where it is none and the door will say so. */
    private static @Nullable BigDecimal amount(JsonNode params, String name) {
        String text = text(params.path(name));
        try {
            BigDecimal amount = text == null ? null : new BigDecimal(text);
            // Adding what is written with a large exponent would take all memory.
            return amount == null || Math.abs((long) amount.scale()) > 20 ? null : amount;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static List<ObjectNode> items(JsonNode items) {
        List<ObjectNode> products = new ArrayList<>();
        for (JsonNode item : items) {
            ObjectNode product = JsonNodeFactory.instance.objectNode();
            String id = text(item.path("item_id"), item.path("item_name"));
            if (id != null) {
                product.put("product_id", id);
            }
            if (item.path("item_id").isString() || item.path("item_id").isNumber()) {
                product.set("sku", item.path("item_id"));
            }
            OF_ITEM.forEach((theirs, ours) -> {
                if (item.has(theirs)) {
                    product.set(ours, item.path(theirs));
                }
            });
            products.add(product);
        }
        return products;
    }

    private static @Nullable String instant(String micros) {
        try {
            return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS).toString();
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            // The door says what is wrong with it.
            return micros + " microseconds";
        }
    }
}
