package io.quanjing.ingest.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the events of the e-commerce specification mean to a shop. */
enum Act {
    SEARCH("search", "Products Searched", "Search", "Site Searched"),
    LIST_VIEW(
            "list_view",
            "Product List Viewed",
            "Product List Filtered",
            "Product Category Viewed",
            "View Item List",
            "Collection Viewed"),
    PROMOTION_VIEW("promotion_view", "Promotion Viewed", "View Promotion"),
    PROMOTION_CLICK("promotion_click", "Promotion Clicked", "Select Promotion"),
    PRODUCT_CLICK("product_click", "Product Clicked", "Select Item"),
    PRODUCT_VIEW("product_view", "Product Viewed", "View Item"),
    CART_ADD("cart_add", "Product Added", "Product Added To Cart", "Add To Cart", "Wishlist Product Added To Cart"),
    CART_REMOVE("cart_remove", "Product Removed", "Product Removed From Cart", "Remove From Cart"),
    CART_VIEW("cart_view", "Cart Viewed", "View Cart"),
    FAVOURITE("favourite", "Product Added To Wishlist", "Add To Wishlist", "Product Favorited", "Product Favourited"),
    CHECKOUT_START("checkout_start", "Checkout Started", "Begin Checkout"),
    CHECKOUT_STEP("checkout_step", "Checkout Step Viewed", "Checkout Step Completed", "Add Shipping Info"),
    PAYMENT_INFO("payment_info", "Payment Info Entered", "Add Payment Info"),
    PAYMENT_FAILED("custom", "Payment Failed"),
    ORDER_PLACED("custom", "Order Placed", "Order Created", "Order Submitted"),
    ORDER_COMPLETED("purchase", "Order Completed", "Order Paid", "Purchase"),
    ORDER_UPDATED(null, "Order Updated"),
    ORDER_REFUNDED(null, "Order Refunded", "Refund"),
    ORDER_CANCELLED(null, "Order Cancelled", "Order Canceled"),
    COUPON(
            "coupon",
            "Coupon Entered",
            "Coupon Applied",
            "Coupon Denied",
            "Coupon Removed",
            "Coupon Received",
            "Coupon Redeemed"),
    SHARE("share", "Product Shared", "Cart Shared", "Share"),
    REVIEW("review", "Product Reviewed"),
    LIVE_VIEW("live_view", "Live Viewed", "Live Stream Viewed", "Live Session Viewed"),
    SESSION_START("session_start", "Session Started", "Session Start", "Application Opened"),
    EXPOSURE("exposure", "Element Exposed", "Element Viewed", "Exposure"),
    CLICK("click", "Element Clicked", "Click"),
    PAGE_LEAVE("page_leave", "Page Left", "Page Leave"),
    CUSTOM("custom");

    private static final Map<String, Act> BY_WORDS = new HashMap<>();
    private static final Remembered<Act> BY_NAME = new Remembered<>(name -> BY_WORDS.getOrDefault(words(name), CUSTOM));

    static {
        for (Act act : values()) {
            for (String name : act.names) {
                BY_WORDS.put(words(name), act);
            }
        }
    }

    private final @Nullable String type;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> names;

    Act(@Nullable String type, String... names) {
        this.type = type;
        this.names = List.of(names);
    }

    /** The id of the canonical event type; null where the event tells of an order and not of a visit. */
    @Nullable String type() {
        return type;
    }

    /** Every spelling that the specification and its relatives have, for the reference page. */
    List<String> names() {
        return names;
    }

    /** Whether the event says something about an order, so that what is known of the order matters. */
    boolean isOfOrder() {
        return switch (this) {
            case ORDER_PLACED, ORDER_COMPLETED, ORDER_UPDATED, ORDER_REFUNDED, ORDER_CANCELLED, PAYMENT_FAILED -> true;
            default -> false;
        };
    }

    /**
     * What a name means. Neither case nor the way of joining words matters, nor their order: version 1 of the specification says "Completed
     * Order" where version 2 says "Order Completed".
     */
    static Act of(String name) {
        return BY_NAME.of(name);
    }

    private static String words(String name) {
        List<String> words = new ArrayList<>(Arrays.asList(name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .strip()
                .split("[^\\p{L}\\p{N}]+", 0)));
        words.sort(null);
        return String.join(" ", words);
    }
}
