package io.quanjing.ingest.track.client;

import static io.quanjing.ingest.track.client.Meaning.text;
import static io.quanjing.ingest.track.client.Snowplow.named;

import io.quanjing.ingest.track.ConsentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Self-describing events of Snowplow: the actions of its e-commerce schema with their entities, screens, and whatever a shop names itself. */
final class SnowplowAction {

    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("list_view", "Product List Viewed"),
            Map.entry("list_click", "Product Clicked"),
            Map.entry("product_view", "Product Viewed"),
            Map.entry("add_to_cart", "Product Added"),
            Map.entry("remove_from_cart", "Product Removed"),
            Map.entry("checkout_step", "Checkout Step Completed"),
            Map.entry("transaction", "Order Completed"),
            Map.entry("trns_error", "Payment Failed"),
            Map.entry("refund", "Order Refunded"),
            Map.entry("promo_view", "Promotion Viewed"),
            Map.entry("promo_click", "Promotion Clicked"));

    private static final Map<String, String> OF_TRANSACTION = Map.of(
            "transaction_id", "order_id",
            "revenue", "total",
            "tax", "tax",
            "shipping", "shipping",
            "discount_amount", "discount",
            "currency", "currency",
            "payment_method", "payment_method");

    private static final Map<String, String> OF_REFUND = Map.of(
            "transaction_id", "order_id",
            "refund_amount", "total",
            "currency", "currency",
            "refund_reason", "reason");

    private SnowplowAction() {}

    /** What the event means, with what the entities beside it say. */
    static Meaning of(JsonNode described, List<ObjectNode> entities) {
        JsonNode data = described.path("data");
        if (named(described, "screen_view")) {
            return Meaning.call("screen").with("title", text(data.path("name")));
        }
        if (named(described, "site_search")) {
            return Meaning.track("Products Searched").with("query", terms(data.path("terms")));
        }
        if (named(described, "add_to_cart") || named(described, "remove_from_cart")) {
            return Meaning.track(named(described, "add_to_cart") ? "Product Added" : "Product Removed")
                    .with("currency", text(data.path("currency")))
                    .products(List.of(inCart(data)), false);
        }
        if (refuses(described, data)) {
            return Meaning.track(name(text(described.path("schema")))).denied(ConsentReader.ANALYTICS);
        }
        if (!named(described, "snowplow_ecommerce_action")) {
            return Meaning.track(name(text(described.path("schema")))).with(data);
        }
        String type = text(data.path("type"));
        Meaning meaning = Meaning.track(type == null ? null : meant(type, entities));
        meaning.with("list", text(data.path("name")));
        List<ObjectNode> products = new ArrayList<>();
        for (ObjectNode entity : entities) {
            JsonNode said = entity.path("data");
            if (named(entity, "product")) {
                products.add(product(said));
                meaning.with("currency", text(said.path("currency")));
            } else if (named(entity, "transaction") || named(entity, "transaction_error")) {
                meaning.renamed(said, OF_TRANSACTION);
            } else if (named(entity, "refund")) {
                meaning.renamed(said, OF_REFUND);
            }
        }
        return meaning.products(products, "transaction".equals(type) || "refund".equals(type));
    }

    /** Trackers tell of a refusal by an event of its own, and of none in those that follow: the site stops them. */
    private static boolean refuses(JsonNode described, JsonNode data) {
        String type = text(data.path("event_type"));
        return (named(described, "consent_preferences") && ("deny_all".equals(type) || "withdrawn".equals(type)))
                || (named(described, "consent_withdrawn")
                        && data.path("all").isBoolean()
                        && data.path("all").asBoolean());
    }

    /** The first step of a checkout is its start. */
    private static String meant(String type, List<ObjectNode> entities) {
        if (type.equals("checkout_step")
                && entities.stream()
                        .anyMatch(entity -> named(entity, "checkout_step")
                                && "1".equals(text(entity.path("data").path("step"))))) {
            return "Checkout Started";
        }
        return ACTIONS.getOrDefault(type, type);
    }

    private static ObjectNode product(JsonNode said) {
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        Snowplow.put(product, "product_id", said.path("id"));
        Snowplow.put(product, "sku", said.path("id"));
        Snowplow.put(product, "name", said.path("name"));
        Snowplow.put(product, "category", said.path("category"));
        Snowplow.put(product, "price", said.path("price"));
        Snowplow.put(product, "quantity", said.path("quantity"));
        return product;
    }

    private static ObjectNode inCart(JsonNode said) {
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        Snowplow.put(product, "product_id", said.path("sku"));
        Snowplow.put(product, "sku", said.path("sku"));
        Snowplow.put(product, "name", said.path("name"));
        Snowplow.put(product, "category", said.path("category"));
        Snowplow.put(product, "price", said.path("unitPrice"));
        Snowplow.put(product, "quantity", said.path("quantity"));
        return product;
    }

    private static @Nullable String terms(JsonNode terms) {
        List<String> all = new ArrayList<>();
        for (JsonNode term : terms) {
            String text = text(term);
            if (text != null) {
                all.add(text);
            }
        }
        return all.isEmpty() ? null : String.join(" ", all);
    }

    /** The name in a schema's address, {@code iglu:vendor/name/format/version}. */
    private static @Nullable String name(@Nullable String schema) {
        if (schema == null) {
            return null;
        }
        String[] parts = schema.split("/", -1);
        return parts.length < 2 ? schema : parts[1];
    }
}
