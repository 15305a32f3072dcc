package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.WriteKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matomo.java.tracking.MatomoRequest;
import org.matomo.java.tracking.MatomoTracker;
import org.matomo.java.tracking.TrackerConfiguration;
import org.matomo.java.tracking.parameters.EcommerceItem;
import org.matomo.java.tracking.parameters.EcommerceItems;
import org.matomo.java.tracking.parameters.VisitorId;

class MatomoTest extends ShopDay {

    @Test
    void hasTheFactsOfTheDay() throws Exception {
        withoutIdentify();
        // Neither a token nor an id may look like a write key there.
        TrackerConfiguration configuration = TrackerConfiguration.builder()
                .apiEndpoint(URI.create(host() + "/matomo/" + key + "/matomo.php"))
                .defaultSiteId(5)
                .defaultAuthToken("0123456789abcdef0123456789abcdef")
                .build();
        EcommerceItem shirt = EcommerceItem.builder()
                .sku("S1")
                .name("短袖")
                .category("女装")
                .price(99.5)
                .quantity(2)
                .build();
        EcommerceItem hat = EcommerceItem.builder()
                .sku("S2")
                .name("帽子")
                .category("女装")
                .price(59.8)
                .quantity(1)
                .build();
        MatomoRequest order = at(4).goalId(0)
                .ecommerceId("O1")
                .ecommerceRevenue(260.0)
                .ecommerceSubtotal(258.8)
                .ecommerceShippingCost(10.0)
                .ecommerceDiscount(8.8)
                .ecommerceItems(EcommerceItems.builder().item(shirt).item(hat).build())
                .build();
        MatomoTracker tracker = new MatomoTracker(configuration);
        tracker.sendRequest(at(0).actionName("首页").actionUrl(home()).build());
        tracker.sendRequest(at(1).actionUrl("https://shop.example/p/1")
                .additionalParameters(Map.of("_pks", "S1", "_pkn", "短袖", "_pkc", "女装", "_pkp", 99.5))
                .build());
        tracker.sendRequest(at(2).goalId(0)
                .ecommerceRevenue(199.0)
                .ecommerceItems(EcommerceItems.builder().item(shirt).build())
                .build());
        tracker.sendBulkRequest(
                at(3).eventCategory("Checkout")
                        .eventAction("Started")
                        .eventValue(258.8)
                        .build(),
                order,
                at(5).eventCategory("Order")
                        .eventAction("Refunded")
                        .eventName("O1")
                        .build());
        assertTheDay();
        tracker.close();
    }

    private MatomoRequest.MatomoRequestBuilder at(int minute) {
        return MatomoRequest.request()
                .visitorId(VisitorId.fromHex(VISITOR))
                .userId(CUSTOMER)
                .requestTimestamp(minute(minute));
    }

    @Test
    void takesTheRequestsThatClientsWereSeenToSend() throws IOException {
        Sample order = sample("matomo-java-tracker-3.4.0.1");
        String target = "/matomo/" + key + order.target();
        assertThat(get(target).statusCode()).isEqualTo(204);
        // The same order a second time, as Matomo counts it once.
        assertThat(get(target).statusCode()).isEqualTo(204);
        assertThat(rows(
                        "SELECT order_id, customer, visitor, paid_amount, freight_amount, discount_amount FROM order_header"
                                + " WHERE shop = '" + shop.id() + "'"))
                .containsExactly("O1|u1|3ba82b8b86e5ec98|99.5|10|1");
        assertThat(lines()).containsExactly("O1|1|S1|S1|女装|短袖|1|99.5|88.5|88.5");

        Sample bulk = sample("matomo-java-tracker-3.4.0.2");
        HttpResponse<String> tracked =
                post("/matomo.php", bulk.body().replace("0123456789abcdef0123456789abcdef", key));
        assertThat(tracked.statusCode()).as(tracked.body()).isEqualTo(200);
        assertThat(tracked.body()).isEqualTo("{\"status\":\"success\",\"tracked\":2,\"invalid\":0}");

        Sample npm = sample("matomo-tracker-npm-2.2.4.1");
        HttpResponse<String> image =
                get(npm.target().replace("token_auth=t", "token_auth=" + key).replace("O1", "O2"));
        assertThat(image.statusCode()).as(image.body()).isEqualTo(200);
        assertThat(image.headers().firstValue("Content-Type")).hasValue("image/gif");
        // Nobody knows whose pages these are.
        Sample npmBulk = sample("matomo-tracker-npm-2.2.4.2");
        assertThat(rejected(post("/matomo.php", npmBulk.body().replace("idsite=5", "idsite=" + key)), 400))
                .containsExactly("0 ingest.event_person_missing", "1 ingest.event_person_missing");

        assertThat(rows("SELECT type, name, order_id, value FROM event WHERE shop = '" + shop.id()
                        + "' ORDER BY 1, 2, 3"))
                .containsExactly(
                        "cart_add|Product Added|null|50",
                        "page_view|首页|null|null",
                        "purchase|Order Completed|O1|99.5",
                        "purchase|Order Completed|O2|99.5");
    }

    @Test
    void takesThePagesOfTheBrowserLibraryWithTheSiteAsKey() {
        String page = keys.create(shop, "page", WriteKey.Kind.PAGE, ADMIN).key();
        String common = "?idsite=" + page + "&rec=1&_id=" + VISITOR + "&rand=";
        assertThat(get("/piwik.php" + common + "1&action_name=Home&url=" + encoded("https://shop.example/") + "&urlref="
                                + encoded("https://www.baidu.com/s?wd=x"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/matomo.php" + common + "2&search=%E7%9F%AD%E8%A2%96&send_image=0")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("/matomo.php" + common + "3&_pkc=" + encoded("[\"女装\",\"夏\"]"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/matomo.php" + common + "4&ping=1").statusCode()).isEqualTo(200);
        assertThat(post(
                                "/matomo.php",
                                "application/x-www-form-urlencoded",
                                bytes(common + "5&e_c=Videos&e_a=Play&e_v=3"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/matomo.php" + common + "6&idgoal=0&revenue=0&ec_items=%5B%5D")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/matomo.php" + common + "6&idgoal=0&revenue=0&ec_items=%5B%5D")
                        .statusCode())
                .isEqualTo(200);

        // A page tells of its purchase, and no order is made of it.
        assertThat(get("/matomo.php" + common + "7&idgoal=0&ec_id=O7&revenue=5").statusCode())
                .isEqualTo(200);
        assertThat(orders()).isEmpty();
        assertThat(rows("SELECT type, name, page, channel, query, category, value FROM event WHERE shop = '" + shop.id()
                        + "' ORDER BY type"))
                .containsExactly(
                        "cart_remove|Product Removed|null|null|null|null|0",
                        "custom|Videos Play|null|null|null|null|3",
                        "list_view|Product List Viewed|null|null|null|女装|null",
                        "page_view|Home|/|baidu_search|null|null|null",
                        "purchase|Order Completed|null|null|null|null|5",
                        "search|Products Searched|null|null|短袖|null|null");
    }

    @Test
    void refusesWhatItCannotRead() {
        String known = "/matomo.php?rec=1&_id=" + VISITOR + "&token_auth=" + key;
        assertThat(code(get("/matomo.php"), 401)).isEqualTo("ingest.write_key_missing");
        assertThat(code(get("/matomo.php?idsite=1&rec=1&_id=" + VISITOR), 401)).isEqualTo("ingest.write_key_unknown");
        assertThat(rejected(get("/matomo.php?idsite=" + key + "&_id=" + VISITOR), 400))
                .containsExactly("0 ingest.event_value_invalid");
        for (String bad : new String[] {
            "&idgoal=0&ec_id=1&revenue=abc",
            "&idgoal=0&ec_id=1&revenue=1&ec_items=%5B%5B",
            "&idgoal=0&ec_id=1&revenue=1&ec_items=%7B%7D",
            "&idgoal=0&ec_id=1&revenue=1&ec_items=%5B7%5D",
            "&idgoal=0&ec_id=1&revenue=1&ec_items=%5B%5B%22S%22%2C%22%22%2C%22%22%2C1e999999%5D%5D",
            "&_pks=x&_pkp=-1",
            "&_pkc=%5B"
        }) {
            assertThat(rejected(get(known + bad), 400)).as(bad).containsExactly("0 ingest.event_value_invalid");
        }
        assertThat(rejected(get(known + "&cdt=soon"), 400)).containsExactly("0 ingest.event_time_unreadable");
        assertThat(code(post("/matomo.php", "{\"token_auth\":\"" + key + "\"}"), 400))
                .isEqualTo("ingest.batch_missing");
        assertThat(code(post("/matomo.php", "{\"requests\":["), 400)).isEqualTo("ingest.body_not_json");
        assertThat(code(post("/matomo.php", "application/json", bytes("x".repeat(600_000))), 413))
                .isEqualTo("ingest.body_too_large");
        String other = keys.create(shop, "other", WriteKey.Kind.PAGE, ADMIN).key();
        assertThat(rejected(
                        post(
                                "/matomo.php",
                                "{\"requests\":[\"?rec=1&_id=1&idsite=" + key + "\",\"?rec=1&_id=1&idsite=" + other
                                        + "\",7]}"),
                        400))
                .containsExactly("1 ingest.event_value_invalid", "2 ingest.event_value_invalid");
        assertThat(count()).isEqualTo(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
