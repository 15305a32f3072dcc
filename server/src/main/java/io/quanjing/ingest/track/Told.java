package io.quanjing.ingest.track;

import io.quanjing.warehouse.FactRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells by itself, whatever is known already: all that a fact is made of, and nothing else of what the sender said.
 *
 * @param index its position in the batch
 * @param visit the row of {@code event}, if it tells of a visit
 * @param order what it says of an order, if it does
 * @param customer what it says of its customer, if it does
 */
record Told(
        int index,
        @Nullable FactRow visit,
        @Nullable OfOrder order,
        @Nullable OfCustomer customer) {

    /**
     * An event of an order.
     *
     * @param id the order
     * @param event the event itself
     * @param origin where the buyer comes from
     * @param region where the buyer is
     */
    record OfOrder(
            String id,
            TrackedEvent event,
            Origin origin,
            @Nullable String region) {}

    /**
     * A description of a customer.
     *
     * @param id the customer
     * @param said the values by column, at least one
     */
    record OfCustomer(String id, Map<String, Object> said) {}
}
