package io.quanjing.ingest.track.client;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The day as the Segment interface has it: what all other protocols are held to. */
class SegmentDayTest extends ShopDay {

    @Test
    void hasTheFactsOfTheDay() {
        Analytics analytics =
                Analytics.builder(key).endpoint(host()).flushQueueSize(20).build();
        analytics.enqueue(PageMessage.builder("首页")
                .userId(CUSTOMER)
                .anonymousId(VISITOR)
                .timestamp(Date.from(minute(0)))
                .properties(Map.of("url", home())));
        track(
                analytics,
                1,
                "Product Viewed",
                Map.of(
                        "product_id",
                        "S1",
                        "sku",
                        "S1",
                        "name",
                        "短袖",
                        "category",
                        "女装",
                        "price",
                        99.5,
                        "url",
                        "https://shop.example/p/1"));
        track(
                analytics,
                2,
                "Product Added",
                Map.of("product_id", "S1", "sku", "S1", "category", "女装", "price", 99.5, "quantity", 2));
        track(analytics, 3, "Checkout Started", Map.of("value", 258.8));
        track(
                analytics,
                4,
                "Order Completed",
                Map.of(
                        "order_id",
                        "O1",
                        "total",
                        260,
                        "shipping",
                        10,
                        "discount",
                        8.8,
                        "products",
                        List.of(
                                Map.of(
                                        "product_id",
                                        "S1",
                                        "sku",
                                        "S1",
                                        "name",
                                        "短袖",
                                        "category",
                                        "女装",
                                        "price",
                                        99.5,
                                        "quantity",
                                        2),
                                Map.of(
                                        "product_id",
                                        "S2",
                                        "sku",
                                        "S2",
                                        "name",
                                        "帽子",
                                        "category",
                                        "女装",
                                        "price",
                                        59.8,
                                        "quantity",
                                        1))));
        track(analytics, 5, "Order Refunded", Map.of("order_id", "O1"));
        analytics.enqueue(IdentifyMessage.builder()
                .userId(CUSTOMER)
                .anonymousId(VISITOR)
                .timestamp(Date.from(minute(6)))
                .traits(Map.of("gender", "female", "province", "上海", "city", "上海", "phone", "13800138000")));
        analytics.flush();
        assertTheDay();
        analytics.shutdown();
    }

    private void track(Analytics analytics, int minute, String name, Map<String, ?> properties) {
        analytics.enqueue(TrackMessage.builder(name)
                .userId(CUSTOMER)
                .anonymousId(VISITOR)
                .timestamp(Date.from(minute(minute)))
                .properties(properties));
    }
}
