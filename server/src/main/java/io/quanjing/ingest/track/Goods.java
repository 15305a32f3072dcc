package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One product of an event.
 *
 * @param price of one unit, before discounts of the order
 * @param quantity units, 1 where the sender does not say
 */
record Goods(
        @Nullable String product,
        @Nullable String sku,
        @Nullable String category,
        @Nullable String title,
        @Nullable BigDecimal price,
        long quantity,
        @Nullable BigDecimal cost) {

    /** Of one product in one event; a bar code in the wrong field has more digits. */
    private static final long MOST_UNITS = 999_999_999;

    /** The products of an order, cart or list. */
    static List<Goods> all(Fields properties) {
        return properties.children("products", "items").stream().map(Goods::of).toList();
    }

    /** A product; one without id goes by its SKU. */
    static Goods of(Fields fields) {
        String sku = fields.text("sku", "sku_id", "variant_id");
        String product = fields.text("product_id", "item_id", "id");
        Long quantity = fields.count("quantity");
        if (quantity != null && (quantity > MOST_UNITS || quantity < -MOST_UNITS)) {
            throw Fields.invalid("quantity", quantity.toString(), "is more than a product of an event can have");
        }
        return new Goods(
                product == null ? sku : product,
                sku,
                fields.text("category", "item_category"),
                fields.text("name", "title", "item_name"),
                fields.amount("price"),
                quantity == null ? 1 : quantity,
                fields.amount("unit_cost", "cost"));
    }

    /** Price times quantity; 0 without a price. */
    BigDecimal value() {
        BigDecimal value = price == null ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(quantity));
        if (value.precision() - value.scale() > 14) {
            throw Fields.invalid(
                    "price", value.toPlainString(), "times the quantity is too large for a figure of a shop");
        }
        return value;
    }

    static BigDecimal value(List<Goods> all) {
        return all.stream().map(Goods::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static long quantity(List<Goods> all) {
        return all.stream().mapToLong(Goods::quantity).sum();
    }

    /**
     * The currency of an event's amounts: its own, or else the shop's.
     *
     * @throws io.quanjing.kernel.QuanjingException if there is no such currency
     */
    static String currency(Shop shop, Fields properties) {
        String named = properties.text("currency");
        if (named == null) {
            return shop.currency().getCurrencyCode();
        }
        String code = named.equalsIgnoreCase("RMB") ? "CNY" : named.toUpperCase(Locale.ROOT);
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw Fields.invalid("currency", named, "is not a currency of ISO 4217");
        }
    }
}
