package io.quanjing;

import io.quanjing.OrdinaryRequests.Request;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tracking clients and shop systems send, by the address that they send it to. */
final class DoorRequests {

    private static final String SEGMENT = """
            {"writeKey":"KEY","sentAt":"2026-11-11T08:00:03Z","batch":[
             {"type":"page","messageId":"ID-p","anonymousId":"a1","timestamp":"2026-11-11T08:00:00Z","properties":{"path":"/","url":"https://shop.example/?utm_source=douyin"}},
             {"type":"track","event":"Order Completed","messageId":"ID-o","userId":"u1","timestamp":"2026-11-11T08:00:01Z",
              "properties":{"order_id":"ID","revenue":250,"total":260,"shipping":10,"currency":"CNY",
               "products":[{"product_id":"S1","sku":"S1","name":"短袖","price":99.5,"quantity":2},{"product_id":"S2","price":59.8,"quantity":1}]}}]}""";
    private static final String SINGLE = """
            {"writeKey":"KEY","messageId":"ID","type":"track","event":"Product Added","userId":"u1",
             "properties":{"product_id":"S1","price":99.5,"quantity":1}}""";
    private static final String POSTHOG = """
            {"api_key":"KEY","batch":[{"uuid":"ID","event":"Product Viewed","distinct_id":"u1","timestamp":"2026-11-11T08:00:00Z",
             "properties":{"product_id":"S1","price":99.5}}]}""";
    private static final String SENSORS = """
            [{"type":"track","event":"pay","distinct_id":"u1","time":1762848000000,"_track_id":ID,
              "properties":{"$is_login_id":true,"orderId":"ID","price":12}}]""";
    private static final String GOOGLE = """
            {"client_id":"c.1","user_id":"u1","timestamp_micros":1762848000000000,"events":[{"name":"purchase","params":
             {"transaction_id":"ID","value":260,"currency":"CNY","items":[{"item_id":"S1","price":99.5,"quantity":2}]}}]}""";
    private static final String SNOWPLOW = """
            {"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[{"e":"pv","eid":"ID","aid":"KEY",
             "duid":"d1","uid":"u1","url":"https://shop.example/p/1","dtm":"1762848000000"}]}""";
    private static final String MATOMO =
            "?rec=1&rand=ID&_id=0123456789abcdef&uid=u1&idsite=KEY&url=https%3A%2F%2Fshop.example%2F"
                    + "&idgoal=0&ec_id=ID&revenue=260&ec_items=%5B%5B%22S1%22%2C%22%E7%9F%AD%E8%A2%96%22%2C%22%22%2C99.5%2C2%5D%5D";

    private final String key;
    private final Random random;

    DoorRequests(String key, Random random) {
        this.key = key;
        this.random = random;
    }

    /** Null where the address is none of a tracking client. */
    @Nullable Request of(String method, String pattern) {
        String id = String.valueOf(random.nextInt(1_000_000));
        String plain = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
        return switch (plain) {
            case "/v1/{call:batch|import|track|identify|page|screen|group|alias}" ->
                random.nextBoolean() ? json("/v1/batch", with(SEGMENT, id)) : json("/v1/track", with(SINGLE, id));
            case "/v1/{call:[btipsga]}" ->
                random.nextBoolean() ? json("/v1/b", with(SEGMENT, id)) : json("/v1/t", with(SINGLE, id));
            case "/batch", "/capture", "/e", "/i/v0/e", "/flags", "/decide" -> json(plain, with(POSTHOG, id));
            case "/sa", "/sa.gif", "/debug" -> {
                String data = "data_list="
                        + encoded(Base64.getEncoder()
                                .encodeToString(with(SENSORS, id).getBytes(StandardCharsets.UTF_8)));
                yield method.equals("GET")
                        ? form(method, plain, "token=" + key + "&" + data, null)
                        : form(method, plain, "token=" + key, data);
            }
            case "/mp/collect", "/debug/mp/collect" ->
                new Request(
                        "POST",
                        path(plain),
                        List.of(Map.entry("measurement_id", "G-1"), Map.entry("api_secret", key)),
                        JsonMapper.shared().readTree(with(GOOGLE, id)),
                        null,
                        "application/json");
            case "/com.snowplowanalytics.snowplow/tp2" -> json(plain, with(SNOWPLOW, id));
            case "/matomo.php", "/piwik.php", "/matomo/{key}/matomo.php" -> {
                String query = with(MATOMO, id);
                String where = plain.replace("{key}", key);
                yield method.equals("GET")
                        ? form(method, where, query.substring(1), null)
                        : json(where, JsonMapper.shared().writeValueAsString(Map.of("requests", List.of(query))));
            }
            default -> null;
        };
    }

    private String with(String template, String id) {
        return template.replace("KEY", key).replace("ID", id);
    }

    private static Request json(String path, String text) {
        JsonNode body = JsonMapper.shared().readTree(text);
        return new Request("POST", path(path), List.of(), body, null, "application/json");
    }

    private static Request form(String method, String path, String query, @Nullable String body) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String pair : List.of(query.split("&", -1))) {
            int sign = pair.indexOf('=');
            parameters.add(Map.entry(
                    pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8)));
        }
        return new Request(method, path(path), parameters, null, body, "application/x-www-form-urlencoded");
    }

    private static List<String> path(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The headers of a delivery of each kind of shop system, which sign whatever body there is. */
    Map<String, String> signed(String kind, byte[] body, String secret) {
        Map<String, String> headers = new HashMap<>();
        String id = "d" + random.nextInt(1_000_000);
        switch (kind) {
            case "shopify" -> {
                headers.put("X-Shopify-Topic", random.nextBoolean() ? "orders/updated" : "refunds/create");
                headers.put("X-Shopify-Webhook-Id", id);
                headers.put("X-Shopify-Hmac-Sha256", Base64.getEncoder().encodeToString(hmac(secret, body)));
            }
            case "woocommerce" -> {
                headers.put("X-WC-Webhook-Topic", random.nextBoolean() ? "order.updated" : "product.updated");
                headers.put("X-WC-Webhook-Delivery-ID", id);
                headers.put("X-WC-Webhook-Signature", Base64.getEncoder().encodeToString(hmac(secret, body)));
            }
            default -> throw new IllegalArgumentException("There is no kind " + kind + " here.");
        }
        return headers;
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
