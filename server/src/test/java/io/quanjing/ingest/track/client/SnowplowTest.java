package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.snowplowanalytics.snowplow.tracker.Tracker;
import com.snowplowanalytics.snowplow.tracker.configuration.NetworkConfiguration;
import com.snowplowanalytics.snowplow.tracker.configuration.SubjectConfiguration;
import com.snowplowanalytics.snowplow.tracker.configuration.TrackerConfiguration;
import com.snowplowanalytics.snowplow.tracker.events.EcommerceTransaction;
import com.snowplowanalytics.snowplow.tracker.events.EcommerceTransactionItem;
import com.snowplowanalytics.snowplow.tracker.events.PageView;
import com.snowplowanalytics.snowplow.tracker.events.SelfDescribing;
import com.snowplowanalytics.snowplow.tracker.events.Structured;
import com.snowplowanalytics.snowplow.tracker.payload.SelfDescribingJson;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnowplowTest extends ShopDay {

    private static final String ADDRESS = "/com.snowplowanalytics.snowplow/tp2";

    /** The events of the e-commerce schema, which the clients build of entities. */
    @Test
    void hasTheFactsOfTheDayInSelfDescribingEvents() {
        withoutIdentify();
        String product = "\"id\":\"S1\",\"name\":\"短袖\",\"category\":\"女装\",\"price\":99.5,\"currency\":\"CNY\"";
        String hat =
                "\"id\":\"S2\",\"name\":\"帽子\",\"category\":\"女装\",\"price\":59.8,\"currency\":\"CNY\",\"quantity\":1";
        HttpResponse<String> answer = send(
                "{\"e\":\"pv\",\"page\":\"首页\",\"url\":\"" + home() + "\"," + common(0) + "}",
                action(1, "product_view", entity("product", product), ",\"url\":\"https://shop.example/p/1\""),
                action(2, "add_to_cart", entity("product", product + ",\"quantity\":2"), ""),
                "{\"e\":\"se\",\"se_ca\":\"Checkout\",\"se_ac\":\"Started\",\"se_va\":\"258.8\"," + common(3) + "}",
                action(
                        4,
                        "transaction",
                        entity(
                                        "transaction",
                                        "\"transaction_id\":\"O1\",\"revenue\":260,\"currency\":\"CNY\",\"shipping\":10,"
                                                + "\"discount_amount\":8.8,\"total_quantity\":3")
                                + "," + entity("product", product + ",\"quantity\":2") + "," + entity("product", hat),
                        ""),
                action(5, "refund", entity("refund", "\"transaction_id\":\"O1\",\"currency\":\"CNY\""), ""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertTheDay();
    }

    @Test
    void hasTheFactsOfTheDayFromTheJavaTracker() {
        withoutIdentify();
        // Its product views have no address, and its transactions no discount.
        expectedVisits = expectedVisits.stream()
                .map(visit -> visit.replace("/p/1|other", "null|null").replace("女装|direct", "女装|null"))
                .toList();
        expectedOrders = List.of(ORDERS.getFirst().replace("|8.8|", "|null|"));
        Tracker tracker = com.snowplowanalytics.snowplow.tracker.Snowplow.createTracker(
                new TrackerConfiguration("shop", key),
                new NetworkConfiguration(host()),
                new SubjectConfiguration().userId(CUSTOMER).domainUserId(VISITOR));
        List<List<String>> ids = List.of(
                tracker.track(PageView.builder()
                        .pageUrl(home())
                        .pageTitle("首页")
                        .trueTimestamp(minute(0).toEpochMilli())
                        .build()),
                tracker.track(action(1, "product_view", Map.of("id", "S1", "category", "女装", "price", 99.5))),
                tracker.track(
                        action(2, "add_to_cart", Map.of("id", "S1", "category", "女装", "price", 99.5, "quantity", 2))),
                tracker.track(Structured.builder()
                        .category("Checkout")
                        .action("Started")
                        .value(258.8)
                        .trueTimestamp(minute(3).toEpochMilli())
                        .build()),
                tracker.track(EcommerceTransaction.builder()
                        .orderId("O1")
                        .totalValue(260.0)
                        .shipping(10.0)
                        .currency("CNY")
                        .items(line("S1", "短袖", 99.5, 2), line("S2", "帽子", 59.8, 1))
                        .trueTimestamp(minute(4).toEpochMilli())
                        .build()),
                tracker.track(Structured.builder()
                        .category("Order")
                        .action("Refunded")
                        .label("O1")
                        .trueTimestamp(minute(5).toEpochMilli())
                        .build()));
        tracker.getEmitter().flushBuffer();
        assertThat(ids).allSatisfy(each -> assertThat(each).isNotEmpty());
        assertTheDay();
        tracker.close();
    }

    private SelfDescribing action(int minute, String type, Map<String, Object> product) {
        String schemas = "iglu:com.snowplowanalytics.snowplow.ecommerce/";
        return SelfDescribing.builder()
                .eventData(new SelfDescribingJson(
                        schemas + "snowplow_ecommerce_action/jsonschema/1-0-2", Map.of("type", type)))
                .customContext(List.of(new SelfDescribingJson(schemas + "product/jsonschema/1-0-0", product)))
                .trueTimestamp(minute(minute).toEpochMilli())
                .build();
    }

    private static EcommerceTransactionItem line(String sku, String name, double price, int quantity) {
        return EcommerceTransactionItem.builder()
                .itemId("O1")
                .sku(sku)
                .name(name)
                .category("女装")
                .price(price)
                .quantity(quantity)
                .currency("CNY")
                .build();
    }

    @Test
    void correctsTheClockOfTheDeviceAndKnowsAnEventAgain() {
        long late = Instant.now().toEpochMilli() - 7_200_000;
        String event = "{\"e\":\"pv\",\"eid\":\"e1\",\"aid\":\"" + key + "\",\"duid\":\"d1\",\"p\":\"web\",\"url\":"
                + "\"https://shop.example/p/1\",\"refr\":\"https://shop.example/\",\"sid\":\"s1\",\"dtm\":\"%d\",\"stm\":\"%d\","
                        .formatted(late - 60_000, late)
                + "\"ua\":\"Mozilla/5.0 (iPhone) Mobile\"}";
        assertThat(send(event, event, "{\"e\":\"pp\",\"aid\":\"" + key + "\"}").statusCode())
                .isEqualTo(200);

        assertThat(rows(
                        "SELECT natural_key, type, visitor, customer, session, page, channel, device FROM event WHERE shop = '"
                                + shop.id() + "'"))
                .containsExactly("e1|page_view|d1|null|s1|/p/1|null|mobile");
        assertThat(Double.parseDouble(rows("SELECT epoch(\"at\") FROM event WHERE shop = '" + shop.id() + "'")
                        .getFirst()))
                .isBetween(Instant.now().getEpochSecond() - 90.0, Instant.now().getEpochSecond() - 58.0);
    }

    @Test
    void keepsTheGoodEventsAndTellsTheOthers() {
        HttpResponse<String> answer = send(
                "{\"e\":\"pv\",\"eid\":\"1\",\"uid\":\"u\",\"aid\":\"" + key + "\"}",
                "7",
                "{\"e\":\"dance\",\"aid\":\"" + key + "\"}",
                "{\"e\":\"pv\",\"aid\":\"other\"}",
                "{\"e\":\"ti\",\"ti_id\":\"O9\",\"ti_sk\":\"S\",\"aid\":\"" + key + "\"}",
                "{\"e\":\"ue\",\"ue_px\":\"%%\",\"aid\":\"" + key + "\"}",
                "{\"e\":\"pv\",\"aid\":\"" + key + "\"}");

        assertThat(rejected(answer, 400))
                .containsExactly(
                        "1 ingest.event_not_an_object",
                        "2 ingest.event_type_unknown",
                        "3 ingest.event_value_invalid",
                        "4 ingest.order_unknown",
                        "5 ingest.event_value_invalid",
                        "6 ingest.event_person_missing");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(code(send(), 401)).isEqualTo("ingest.write_key_missing");
        assertThat(code(send("{\"e\":\"pv\",\"aid\":\"nobody\"}"), 401)).isEqualTo("ingest.write_key_unknown");
        assertThat(code(post(ADDRESS, "{\"data\":7}"), 400)).isEqualTo("ingest.batch_missing");
        assertThat(code(post(ADDRESS, "{\"data\":[" + "[".repeat(50)), 400)).isEqualTo("ingest.body_not_json");
        assertThat(code(post(ADDRESS, "{\"data\":[\"" + "x".repeat(600_000)), 413))
                .isEqualTo("ingest.body_too_large");
    }

    private HttpResponse<String> send(String... events) {
        return post(
                ADDRESS,
                "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4\",\"data\":["
                        + String.join(",", events) + "]}");
    }

    private String common(int minute) {
        return "\"aid\":\"%s\",\"duid\":\"%s\",\"uid\":\"%s\",\"eid\":\"%s-%d\",\"ttm\":\"%d\",\"dtm\":\"1\",\"stm\":\"2\",\"p\":\"srv\""
                .formatted(key, VISITOR, CUSTOMER, key, minute, minute(minute).toEpochMilli());
    }

    private String action(int minute, String type, String entities, String more) {
        String described =
                "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0\",\"data\":{\"schema\":"
                        + "\"iglu:com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action/jsonschema/1-0-2\",\"data\":{\"type\":\""
                        + type + "\"}}}";
        String contexts = "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0\",\"data\":["
                + entities + "]}";
        return "{\"e\":\"ue\",\"ue_px\":\"%s\",\"cx\":\"%s\",%s%s}"
                .formatted(encoded(described), encoded(contexts), common(minute), more);
    }

    private static String entity(String name, String data) {
        return "{\"schema\":\"iglu:com.snowplowanalytics.snowplow.ecommerce/" + name + "/jsonschema/1-0-0\",\"data\":{"
                + data + "}}";
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(json));
    }
}
