package io.quanjing.ingest.track;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leaves of an order event's properties what facts are made of. Names, numbers and addresses of people, and whatever else a sender adds, are
 * written nowhere.
 */
final class OrderFields {

    private static final Set<String> OF_ORDER = spelled(
            "order_id",
            "transaction_id",
            "payment_id",
            "payment_method",
            "refund_id",
            "refund_amount",
            "refund_reason",
            "refund_type",
            "order_status",
            "status",
            "currency",
            "total",
            "subtotal",
            "revenue",
            "value",
            "amount",
            "shipping",
            "freight",
            "tax",
            "discount",
            "session_id",
            "creator",
            "creator_id",
            "live_session",
            "live_session_id",
            "live_id",
            "room_id",
            "city",
            "reason",
            "failure_reason",
            "error",
            "type");
    private static final Set<String> OF_GOODS = spelled(
            "sku",
            "sku_id",
            "variant_id",
            "product_id",
            "item_id",
            "id",
            "quantity",
            "category",
            "item_category",
            "name",
            "title",
            "item_name",
            "price",
            "unit_cost",
            "cost");
    private static final Set<String> OF_ADDRESS = Set.of("city");

    private OrderFields() {}

    static ObjectNode of(JsonNode properties) {
        ObjectNode kept = scalars(properties, OF_ORDER);
        Fields fields = new Fields(properties);
        JsonNode address = fields.find("shipping_address");
        if (address.isObject()) {
            kept.set("shipping_address", scalars(address, OF_ADDRESS));
        }
        for (String name : new String[] {"products", "items"}) {
            JsonNode goods = properties.path(name);
            if (goods.isObject()) {
                kept.set(name, scalars(goods, OF_GOODS));
            } else if (goods.isArray()) {
                var all = kept.putArray(name);
                goods.forEach(each -> {
                    if (each.isObject()) {
                        all.add(scalars(each, OF_GOODS));
                    }
                });
            }
        }
        return kept;
    }

    private static ObjectNode scalars(JsonNode from, Set<String> names) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        from.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (names.contains(entry.getKey()) && (value.isString() || value.isNumber())) {
                kept.set(entry.getKey(), value);
            }
        });
        return kept;
    }

    /** Senders spell a name of several words in two ways, see {@link Fields}. */
    private static Set<String> spelled(String... names) {
        Set<String> spelled = new HashSet<>(Set.of(names));
        for (String name : names) {
            spelled.add(Fields.camel(name));
        }
        return spelled;
    }
}
