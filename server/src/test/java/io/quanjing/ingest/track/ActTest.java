package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActTest {

    @ParameterizedTest
    @CsvSource({
        "Order Completed, ORDER_COMPLETED",
        "order completed, ORDER_COMPLETED",
        "order_completed, ORDER_COMPLETED",
        "ORDER-COMPLETED, ORDER_COMPLETED",
        "OrderCompleted, ORDER_COMPLETED",
        "orderCompleted, ORDER_COMPLETED",
        "Completed Order, ORDER_COMPLETED",
        "Viewed Product, PRODUCT_VIEW",
        "Added Product, CART_ADD",
        "Removed Product, CART_REMOVE",
        "Viewed Product Category, LIST_VIEW",
        "Searched Products, SEARCH",
        "add_to_cart, CART_ADD",
        "Product Added to Wishlist, FAVOURITE",
        "Order Canceled, ORDER_CANCELLED",
        "Product Removed from Wishlist, CUSTOM",
        "下单, CUSTOM",
        "' ', CUSTOM"
    })
    void knowsAnEventInEverySpelling(String name, Act act) {
        assertThat(Act.of(name)).isEqualTo(act);
    }

    @Test
    void givesEveryActATypeThatTheWarehouseHas() {
        for (Act act : Act.values()) {
            if (act.type() != null) {
                assertThat(io.quanjing.warehouse.EventType.of(act.type())).isPresent();
            }
        }
    }
}
