package io.quanjing.ingest.track.client;

import com.sensorsdata.analytics.javasdk.SensorsAnalytics;
import com.sensorsdata.analytics.javasdk.consumer.BatchConsumer;
import com.sensorsdata.analytics.javasdk.consumer.DebugConsumer;
import com.sensorsdata.analytics.javasdk.exceptions.DebugModeException;
import com.sensorsdata.analytics.javasdk.exceptions.InvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the day with the official client of Sensors Analytics, in a process of its own. */
final class SensorsSender {

    /** What a line of ours begins with; the client writes others. */
    static final String MARK = "> ";

    private final SensorsAnalytics client;
    private final Instant start;

    private SensorsSender(SensorsAnalytics client, Instant start) {
        this.client = client;
        this.start = start;
    }

    /** Takes the task, the address and the beginning of the day in milliseconds. */
    public static void main(String[] arguments) throws InvalidArgumentException {
        if (arguments[0].equals("day")) {
            SensorsAnalytics client = new SensorsAnalytics(new BatchConsumer(arguments[1], 50, true));
            new SensorsSender(client, Instant.ofEpochMilli(Long.parseLong(arguments[2]))).day();
            client.shutdown();
        } else {
            debug(new SensorsAnalytics(new DebugConsumer(arguments[1], true)), "P1");
            debug(new SensorsAnalytics(new DebugConsumer(arguments[1], false)), "P2");
        }
    }

    private void day() throws InvalidArgumentException {
        Map<String, Object> shirt = Map.of("product_id", "S1", "sku_id", "S1", "category", "女装", "price", 99.5);
        String home = "https://shop.example/?utm_source=douyin&utm_medium=cpc&utm_campaign=spring";
        track(0, "$pageview", Map.of("$url", home, "$title", "首页"));
        track(1, "ViewProduct", with(shirt, "$url", "https://shop.example/p/1"));
        track(2, "AddToShoppingCart", with(shirt, "quantity", 2));
        track(3, "StartCheckout", Map.of("value", 258.8));
        String lineOfShirt = """
                {"product_id":"S1","sku":"S1","name":"短袖","category":"女装","price":99.5,"quantity":2}""";
        String lineOfHat = """
                {"product_id":"S2","sku":"S2","name":"帽子","category":"女装","price":59.8,"quantity":1}""";
        track(
                4,
                "PayOrder",
                Map.of(
                        "order_id",
                        "O1",
                        "order_amount",
                        260,
                        "shipping",
                        10,
                        "discount_amount",
                        8.8,
                        "products",
                        List.of(lineOfShirt, lineOfHat)));
        track(5, "OrderRefund", Map.of("order_id", "O1"));
        Map<String, Object> profile = Map.of("Gender", "女", "$province", "上海", "$city", "上海", "phone", "13800138000");
        client.profileSet(ShopDay.CUSTOMER, true, dated(6, profile));
        client.flush();
    }

    private void track(int minute, String name, Map<String, Object> properties) throws InvalidArgumentException {
        client.track(ShopDay.CUSTOMER, true, name, dated(minute, properties));
    }

    private Map<String, Object> dated(int minute, Map<String, Object> properties) {
        Date at = Date.from(start.plus(Duration.ofMinutes(minute)));
        return with(with(properties, "anonymous_id", ShopDay.VISITOR), "$time", at);
    }

    private static Map<String, Object> with(Map<String, Object> some, String name, Object value) {
        Map<String, Object> all = new HashMap<>(some);
        all.put(name, value);
        return all;
    }

    private static void debug(SensorsAnalytics client, String product) throws InvalidArgumentException {
        say("ViewProduct", client, Map.of("product_id", product));
        say("PayOrder", client, Map.of("order_amount", 5));
    }

    private static void say(String name, SensorsAnalytics client, Map<String, Object> properties)
            throws InvalidArgumentException {
        String outcome = "is fine";
        try {
            client.track(ShopDay.CUSTOMER, true, name, properties);
        } catch (DebugModeException e) {
            outcome = "fails";
        }
        byte[] line = (MARK + name + " " + outcome + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
