package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.posthog.server.PostHogCaptureOptions;
import com.posthog.server.PostHogInterface;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PostHogTest extends ShopDay {

    @Test
    void hasTheFactsOfTheDay() {
        PostHogInterface client = com.posthog.server.PostHog.with(com.posthog.server.PostHogConfig.builder(key)
                .host(host())
                .flushAt(7)
                .flushIntervalSeconds(1)
                .build());
        Map<String, Object> shirt =
                Map.of("product_id", "S1", "sku", "S1", "name", "短袖", "category", "女装", "price", 99.5);
        Map<String, Object> hat =
                Map.of("product_id", "S2", "sku", "S2", "name", "帽子", "category", "女装", "price", 59.8);
        capture(client, 0, "$pageview", Map.of("$current_url", home(), "title", "首页"));
        capture(client, 1, "Product Viewed", with(shirt, "$current_url", "https://shop.example/p/1"));
        capture(client, 2, "Product Added", with(shirt, "quantity", 2));
        capture(client, 3, "Checkout Started", Map.of("value", 258.8));
        capture(
                client,
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
                        List.of(with(shirt, "quantity", 2), with(hat, "quantity", 1))));
        capture(client, 5, "Order Refunded", Map.of("order_id", "O1"));
        // What identify() sends, with a time of its own.
        client.capture(
                CUSTOMER,
                "$identify",
                PostHogCaptureOptions.builder()
                        .property("$device_id", VISITOR)
                        .userProperties(
                                Map.of("gender", "female", "province", "上海", "city", "上海", "phone", "13800138000"))
                        .timestamp(minute(6))
                        .build());
        client.flush();
        assertTheDay();
        client.close();
    }

    private void capture(PostHogInterface client, int minute, String name, Map<String, Object> properties) {
        client.capture(
                CUSTOMER,
                name,
                PostHogCaptureOptions.builder()
                        .properties(with(properties, "$device_id", VISITOR))
                        .timestamp(minute(minute))
                        .build());
    }

    private static Map<String, Object> with(Map<String, Object> some, String name, Object value) {
        Map<String, Object> all = new HashMap<>(some);
        all.put(name, value);
        return all;
    }

    @Test
    void takesWhatTheNodeClientWasSeenToSend() throws IOException {
        byte[] body = gzip(bytes(sample("posthog-node-5.70.0.1").body().replace("phc_test", key)));

        HttpResponse<String> answer = post(
                "/batch/", "application/json", body, "Content-Encoding", "gzip", "User-Agent", "posthog-node/5.70.0");

        // Its order has no id, which costs the client nothing but that event.
        assertThat(rejected(answer, 200)).containsExactly("0 ingest.order_id_missing");
        assertThat(rows("SELECT type, name, visitor, customer FROM event WHERE shop = '" + shop.id()
                        + "' ORDER BY name"))
                .containsExactly("identify|alias|anon1|u1", "identify|identify|u1|u1");
        assertThat(rejected(post("/batch/", "application/json", body), 200)).hasSize(1);
        assertThat(count()).isEqualTo(2);
        assertThat(String.join(";", rows("SELECT * FROM event WHERE shop = '" + shop.id() + "'")))
                .doesNotContain("a@b.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/capture/", "/capture", "/e/", "/i/v0/e/", "/batch"})
    void takesSingleEventsAndLists(String address) {
        String event = "{\"uuid\":\"%s\",\"event\":\"$pageview\",\"properties\":{\"token\":\"" + key
                + "\",\"distinct_id\":\"a1\",\"$device_id\":\"a1\",\"$current_url\":\"https://shop.example/cart?a=1\","
                + "\"$referrer\":\"$direct\",\"$session_id\":\"s1\",\"$device_type\":\"Mobile\"},\"offset\":60000}";
        assertThat(rejected(post(address + "?ip=1&_=" + Instant.now().toEpochMilli(), event.formatted("1")), 200))
                .isEmpty();
        assertThat(rejected(post(address, "[" + event.formatted("2") + "," + event.formatted("1") + "]"), 200))
                .isEmpty();
        String form = "data="
                + URLEncoder.encode(
                        Base64.getEncoder().encodeToString(bytes(event.formatted("3"))), StandardCharsets.UTF_8);
        assertThat(rejected(post(address, "application/x-www-form-urlencoded", bytes(form)), 200))
                .isEmpty();

        assertThat(rows(
                        "SELECT natural_key, type, visitor, customer, session, page, page_kind, channel, device FROM event"
                                + " WHERE shop = '" + shop.id() + "' ORDER BY natural_key"))
                .containsExactly(
                        "1|page_view|a1|null|s1|/cart|cart|direct|mobile",
                        "2|page_view|a1|null|s1|/cart|cart|direct|mobile",
                        "3|page_view|a1|null|s1|/cart|cart|direct|mobile");
        assertThat(rows("SELECT CAST(min(epoch(\"at\")) AS BIGINT) FROM event WHERE shop = '" + shop.id() + "'")
                        .getFirst())
                .satisfies(at -> assertThat(Instant.now().getEpochSecond() - Long.parseLong(at))
                        .isBetween(58L, 90L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/flags/?v=2", "/flags", "/decide/?v=3"})
    void hasNoFeatureFlags(String address) {
        HttpResponse<String> answer = post(address, "{\"api_key\":\"" + key + "\",\"distinct_id\":\"u1\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .path("featureFlags")
                        .isEmpty())
                .isTrue();
        assertThat(code(post(address, "{\"api_key\":\"nobody\"}"), 401)).isEqualTo("ingest.write_key_unknown");
        assertThat(count()).isZero();
    }

    @Test
    void keepsTheGoodEventsAndTellsTheOthers() {
        HttpResponse<String> answer = post(
                "/batch/",
                "{\"api_key\":\"" + key + "\",\"batch\":[{\"event\":\"$pageview\",\"distinct_id\":\"u\"},"
                        + "{\"distinct_id\":\"u\"},{\"event\":\"$pageview\"},\"x\",{\"event\":\"$pageview\",\"distinct_id\":\"u\","
                        + "\"timestamp\":\"soon\"},{\"event\":\"x\",\"distinct_id\":\"u\",\"properties\":{\"x\":\""
                        + "x".repeat(33_000) + "\"}}]}");

        assertThat(rejected(answer, 200))
                .containsExactly(
                        "1 ingest.event_name_missing",
                        "2 ingest.event_person_missing",
                        "3 ingest.event_not_an_object",
                        "4 ingest.event_time_unreadable",
                        "5 ingest.event_too_large");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        assertThat(code(post("/batch/", "{\"batch\":[]}"), 401)).isEqualTo("ingest.write_key_missing");
        assertThat(code(post("/batch/", "{\"api_key\":\"nobody\",\"batch\":[]}"), 401))
                .isEqualTo("ingest.write_key_unknown");
        assertThat(code(post("/batch/", ""), 400)).isEqualTo("ingest.body_not_json");
        assertThat(code(post("/batch/", "7"), 400)).isEqualTo("ingest.body_not_json");
        assertThat(code(post("/batch/", "{\"api_key\":\"" + key + "\",\"batch\":["), 400))
                .isEqualTo("ingest.body_not_json");
        assertThat(code(post("/batch/", "{\"batch\":" + "[".repeat(100_000)), 400))
                .isEqualTo("ingest.body_not_json");
        assertThat(code(post("/batch/", "application/json", gzip(new byte[200_000_000])), 413))
                .isEqualTo("ingest.body_too_large");
        assertThat(code(post("/batch/", "application/json", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1}), 400))
                .isEqualTo("ingest.body_not_gzip");
        assertThat(code(post("/batch/", "{\"api_key\":\"" + key + "\",\"batch\":[" + "1,".repeat(5_000) + "1]}"), 413))
                .isEqualTo("ingest.batch_too_long");
        assertThat(get("/batch/").statusCode()).isEqualTo(405);
        assertThat(count()).isZero();
    }
}
