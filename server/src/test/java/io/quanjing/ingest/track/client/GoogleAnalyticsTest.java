package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Measurement Protocol has no official client; these are its documented requests. */
class GoogleAnalyticsTest extends ShopDay {

    @Test
    void hasTheFactsOfTheDay() {
        withoutIdentify();
        String events = event(0, "page_view", "\"page_location\":\"" + home() + "\",\"page_title\":\"首页\"")
                + ","
                + event(
                        1,
                        "view_item",
                        "\"currency\":\"CNY\",\"value\":99.5,\"page_location\":\"https://shop.example/p/1\",\"items\":["
                                + item("S1", "短袖", 99.5, "")
                                + "]")
                + ","
                + event(
                        2,
                        "add_to_cart",
                        "\"currency\":\"CNY\",\"value\":199,\"items\":["
                                + item("S1", "短袖", 99.5, ",\"quantity\":2")
                                + "]")
                + "," + event(3, "begin_checkout", "\"currency\":\"CNY\",\"value\":258.8") + ","
                + event(
                        4,
                        "purchase",
                        "\"transaction_id\":\"O1\",\"currency\":\"CNY\",\"value\":250,\"shipping\":10,\"discount\":8.8,\"items\":["
                                + item("S1", "短袖", 99.5, ",\"quantity\":2") + ","
                                + item("S2", "帽子", 59.8, ",\"quantity\":1") + "]")
                + "," + event(5, "refund", "\"transaction_id\":\"O1\",\"currency\":\"CNY\"");

        HttpResponse<String> answer = collect(events);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertTheDay();
        // An order's event is known by the order: the rest by its content, since the protocol has no ids.
        assertThat(collect(events).statusCode()).isEqualTo(204);
        assertTheDay();
    }

    @Test
    void saysWhatIsWrongWithoutWriting() {
        String events = event(0, "page_view", "") + ",{\"name\":\"purchase\",\"params\":{\"value\":5}},{\"params\":{}}";

        HttpResponse<String> answer = post("/debug/mp/collect?measurement_id=G-1&api_secret=" + key, body(events));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode messages = JsonMapper.shared().readTree(answer.body()).path("validationMessages");
        assertThat(messages.valueStream()
                        .map(m -> m.path("fieldPath").asString() + " "
                                + m.path("validationCode").asString())
                        .toList())
                .containsExactly("events[1] ingest.order_id_missing", "events[2] ingest.event_name_missing");
        assertThat(count()).isZero();
    }

    @Test
    void keepsTheGoodEventsAndTellsTheOthers() {
        HttpResponse<String> answer = collect(
                event(0, "page_view", "") + ",7,{\"name\":\"x\",\"timestamp_micros\":\"soon\"},{\"name\":\"search\","
                        + "\"timestamp_micros\":99999999999999999999}");

        assertThat(rejected(answer, 400))
                .containsExactly(
                        "1 ingest.event_not_an_object",
                        "2 ingest.event_time_unreadable",
                        "3 ingest.event_time_unreadable");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(code(post("/mp/collect", body("")), 401)).isEqualTo("ingest.write_key_missing");
        assertThat(code(post("/mp/collect?api_secret=nobody", body("")), 401)).isEqualTo("ingest.write_key_unknown");
        assertThat(code(post("/mp/collect?api_secret=" + key, "{\"client_id\":\"1\"}"), 400))
                .isEqualTo("ingest.batch_missing");
        assertThat(code(post("/mp/collect?api_secret=" + key, ""), 400)).isEqualTo("ingest.body_not_json");
        assertThat(code(post("/mp/collect?api_secret=" + key, "{\"events\":[" + "[".repeat(40)), 400))
                .isEqualTo("ingest.body_not_json");
        assertThat(code(
                        collect("{\"name\":\"purchase\",\"params\":{\"transaction_id\":\"O1\",\"value\":1e999999999}}"),
                        400))
                .isEqualTo("ingest.events_rejected");
    }

    private HttpResponse<String> collect(String events) {
        return post("/mp/collect?measurement_id=G-1&api_secret=" + key, body(events));
    }

    private static String body(String events) {
        return "{\"client_id\":\"" + VISITOR + "\",\"user_id\":\"" + CUSTOMER + "\",\"events\":[" + events + "]}";
    }

    private String event(int minute, String name, String params) {
        Instant at = minute(minute);
        return "{\"name\":\"%s\",\"timestamp_micros\":\"%d\",\"params\":{%s}}"
                .formatted(name, at.getEpochSecond() * 1_000_000, params);
    }

    private static String item(String id, String name, double price, String more) {
        return "{\"item_id\":\"%s\",\"item_name\":\"%s\",\"item_category\":\"女装\",\"price\":%s%s}"
                .formatted(id, name, price, more);
    }
}
