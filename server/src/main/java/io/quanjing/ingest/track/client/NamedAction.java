package io.quanjing.ingest.track.client;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events that are told as category, action, label and value, as Matomo and Snowplow do for what they have no words for. */
final class NamedAction {

    /** Categories that only say that the action is one of a shop. */
    private static final Set<String> SILENT = Set.of("ecommerce", "e-commerce", "ecomm", "shop", "commerce");

    private NamedAction() {}

    /**
     * The event by name: category and action together, so that "Checkout" and "Started" are "Checkout Started".
     *
     * @param label the order that the event is about if its name speaks of one, or else the product
     */
    static Meaning of(
            @Nullable String category, @Nullable String action, @Nullable String label, @Nullable String value) {
        boolean silent = category == null || SILENT.contains(category.toLowerCase(Locale.ROOT));
        String name = silent ? action : action == null ? category : category + " " + action;
        Meaning meaning = Meaning.track(name).with("value", value);
        String words = name == null ? "" : name.toLowerCase(Locale.ROOT);
        if (words.contains("order") || words.contains("refund") || words.contains("payment")) {
            meaning.with("order_id", label);
        } else if (words.contains("product") || words.contains("cart") || words.contains("wishlist")) {
            meaning.with("product_id", label).with("sku", label);
        } else if (words.contains("search")) {
            meaning.with("query", label);
        }
        return meaning;
    }
}
