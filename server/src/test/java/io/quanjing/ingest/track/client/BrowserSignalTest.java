package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Where the setting asks for it, a browser's own wish not to be tracked counts, whichever client it runs. */
@TestPropertySource(
        properties = {
            "quanjing.ingest.track.browser-signals=true",
            "quanjing.ingest.track.analytics-categories=cat-7",
        })
class BrowserSignalTest extends ShopDay {

    private void send(String visitor, String... headers) {
        String json = "application/json";
        List<Integer> answers = List.of(
                post(
                                "/v1/page",
                                json,
                                bytes("{\"writeKey\":\"" + key + "\",\"anonymousId\":\"" + visitor + "\"}"),
                                headers)
                        .statusCode(),
                post("/batch/", json, bytes("""
                        {"api_key":"%s","batch":[{"event":"$pageview","distinct_id":"%s","properties":{"$device_id":"%s"}}]}""".formatted(key, visitor, visitor)), headers)
                        .statusCode(),
                post(
                                "/sa?token=" + key,
                                "application/x-www-form-urlencoded",
                                bytes("data_list="
                                        + URLEncoder.encode(
                                                Base64.getEncoder().encodeToString(bytes("""
                        [{"type":"track","event":"$pageview","distinct_id":"%s","properties":{}}]""".formatted(visitor))),
                                                StandardCharsets.UTF_8)),
                                headers)
                        .statusCode(),
                post(
                                "/matomo.php",
                                "application/x-www-form-urlencoded",
                                bytes("rec=1&token_auth=" + key + "&cid=" + visitor),
                                headers)
                        .statusCode(),
                post("/mp/collect?api_secret=" + key, json, bytes("""
                        {"client_id":"%s","events":[{"name":"page_view","params":{}}]}""".formatted(visitor)), headers)
                        .statusCode(),
                post("/com.snowplowanalytics.snowplow/tp2", json, bytes("""
                        {"data":[{"e":"pv","aid":"%s","duid":"%s"}]}""".formatted(key, visitor)), headers)
                        .statusCode());
        assertThat(answers).allSatisfy(status -> assertThat(status).isBetween(200, 204));
    }

    @Test
    void keepsNothingOfABrowserThatObjects() {
        send("gpc", "Sec-GPC", "1");
        send("dnt", "DNT", "1");
        send("allowed", "Sec-GPC", "0", "DNT", "0");

        assertThat(rows("SELECT visitor, count(*) FROM event WHERE shop = '" + shop.id() + "' GROUP BY 1"))
                .containsExactly("allowed|6");
    }

    @Test
    void knowsTheShopsOwnNamesOfCategories() {
        assertThat(post("/v1/page", """
                        {"writeKey":"%s","anonymousId":"a","context":{"consent":{"categoryPreferences":{"Cat 7":false}}}}""".formatted(key)).body())
                .isEqualTo("{\"success\":true,\"accepted\":0,\"withheld\":1}");
        assertThat(count()).isZero();
    }
}
