package io.quanjing.ingest.track;

import io.quanjing.access.Shop;
import io.quanjing.ingest.WriteKey;

/**
 * Whose events come in.
 *
 * @param shop the shop of the write key
 * @param kind what may be told with it
 */
record Sender(Shop shop, WriteKey.Kind kind) {

    /** Whether an event may make or revise orders and customers. Anybody can read a page's key, and could make any order worth nothing with it. */
    boolean tellsOfOrders() {
        return kind == WriteKey.Kind.SERVER;
    }
}
