package io.quanjing.warehouse;

import java.util.Locale;
import java.util.Optional;

/** What a row of the fact {@code event} can be. The source's own word stands in the column {@code name}. */
public enum EventType {
    PAGE_VIEW(Role.PAGE),
    /** A look at a product's page; counts as a page view too. */
    PRODUCT_VIEW(Role.PAGE),
    LIST_VIEW(Role.EXPOSURE),
    SEARCH(Role.INTERACTION),
    PROMOTION_VIEW(Role.EXPOSURE),
    PROMOTION_CLICK(Role.INTERACTION),
    PRODUCT_CLICK(Role.INTERACTION),
    FAVOURITE(Role.INTERACTION),
    CART_ADD(Role.INTERACTION),
    CART_REMOVE(Role.INTERACTION),
    CART_VIEW(Role.INTERACTION),
    CHECKOUT_START(Role.INTERACTION),
    CHECKOUT_STEP(Role.INTERACTION),
    PAYMENT_INFO(Role.INTERACTION),
    PURCHASE(Role.INTERACTION),
    SHARE(Role.INTERACTION),
    REVIEW(Role.INTERACTION),
    COUPON(Role.INTERACTION),
    IDENTIFY(Role.TECHNICAL),
    SESSION_START(Role.TECHNICAL),
    LIVE_VIEW(Role.INTERACTION),
    /** A part of a page was seen. */
    EXPOSURE(Role.EXPOSURE),
    /** A part of a page was clicked. */
    CLICK(Role.INTERACTION),
    /** A page was left, or hidden: tells how long it was seen. It is the end of a view and nothing that a visitor did beside it. */
    PAGE_LEAVE(Role.TECHNICAL),
    /** Anything else that a source names. */
    CUSTOM(Role.INTERACTION);

    private enum Role {
        PAGE,
        EXPOSURE,
        TECHNICAL,
        INTERACTION
    }

    private final Role role;

    EventType(Role role) {
        this.role = role;
    }

    /** The value of the column {@code type}: {@code page_view}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it counts in {@code page_views}. */
    public boolean pageView() {
        return role == Role.PAGE;
    }

    /** Whether the visitor did something, so that a visit of one page is no bounce. */
    public boolean interaction() {
        return role == Role.INTERACTION;
    }

    /** The type with an id; empty if there is none. */
    public static Optional<EventType> of(String id) {
        for (EventType type : values()) {
            if (type.id().equals(id)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
