package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.ingest.track.EventDebugger.Page;
import io.quanjing.ingest.track.EventDebugger.Shown;
import io.quanjing.ingest.track.EventDebugger.State;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What people see of the events that reach a running server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EventDebuggerTest {

    private static int shops;

    @LocalServerPort
    int port;

    @Autowired
    private Shops allShops;

    @Autowired
    private WriteKeys keys;

    @Autowired
    private EventDebugger debugger;

    @Autowired
    private WithheldEvents withheld;

    private Shop shop;
    private String key;
    private Caller operator;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void shop() {
        shop = allShops.findOrCreate("Debugged " + ++shops, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        key = keys.create(shop, "pages", WriteKey.Kind.PAGE, Caller.commandLine())
                .key();
        operator = new Caller("olga", Role.OPERATOR, Set.of(shop.id()));
    }

    private int post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private List<Shown> shown() {
        return debugger.after(null, 0, operator).events();
    }

    @Test
    void showsWhatAnEventBecameAndWhyAnotherDidNot() throws Exception {
        assertThat(post("/v1/batch", """
                        {"writeKey":"%s","context":{"library":{"name":"quanjing.js"}},"batch":[
                         {"type":"track","event":"Product Added","messageId":"m1","anonymousId":"a1",
                          "properties":{"product_id":"P1","price":10,"email":"anna@example.com"}},
                         {"type":"track","event":"Product Added","messageId":"m2","anonymousId":"a1","properties":{"quantity":"anna@example.com"}}]}
                        """.formatted(key))).isEqualTo(400);

        List<Shown> events = shown();
        assertThat(events).extracting(Shown::state).containsExactly(State.TAKEN, State.REJECTED);
        Shown taken = events.getFirst();
        assertThat(taken.fact())
                .containsAllEntriesOf(
                        Map.of("type", "cart_add", "product", "P1", "quantity", "1", "value", "10", "visitor", "a1"));
        assertThat(taken.client()).isEqualTo("quanjing.js");
        assertThat(taken.keyName()).isEqualTo("pages");
        assertThat(taken.key()).startsWith(key.substring(0, 6)).doesNotContain(key.substring(6, 20));
        assertThat(String.valueOf(taken.raw())).contains("\"email\":\"•••\"").doesNotContain("anna");
        assertThat(Objects.requireNonNull(events.getLast().reason()).code()).isEqualTo("ingest.event_value_invalid");
        assertThat(String.valueOf(events.getLast())).doesNotContain("anna@");
    }

    @Test
    void countsTheEventsOfWhoDoesNotConsentAndShowsNothingOfThem() throws Exception {
        assertThat(post("/v1/batch", """
                        {"writeKey":"%s","batch":[
                         {"type":"page","anonymousId":"secret-visitor","context":{"consent":{"categoryPreferences":{"analytics":false}}}},
                         {"type":"page","anonymousId":"a2","properties":{"url":"https://shop.example/?utm_campaign=spring&a=1"},
                          "context":{"consent":{"categoryPreferences":{"marketing":false}}}}]}
                        """.formatted(key))).isEqualTo(200);

        Page page = debugger.after(null, 0, operator);
        assertThat(page.withheld()).isEqualTo(1);
        assertThat(page.events()).extracting(Shown::state).containsExactly(State.WITHHELD, State.TAKEN);
        assertThat(page.events().getFirst().raw()).isNull();
        assertThat(page.toString()).doesNotContain("secret-visitor", "spring");
        // Noted in the database, it is neither lost nor there twice.
        withheld.note();
        assertThat(debugger.after(null, 0, operator).withheld()).isEqualTo(1);
        assertThat(debugger.after(null, 0, new Caller("eve", Role.OPERATOR, Set.of("another")))
                        .withheld())
                .isZero();
    }

    @Test
    void showsTheEventsOfOtherClientsWithTheirProtocol() throws Exception {
        assertThat(post("/batch/", """
                        {"api_key":"%s","batch":[{"event":"$pageview","distinct_id":"u1","uuid":"x1",
                         "properties":{"$current_url":"https://shop.example/p/1","$device_id":"v1"}}]}""".formatted(key))).isEqualTo(200);

        Shown event = shown().getFirst();
        assertThat(event.protocol()).isEqualTo("posthog");
        assertThat(event.fact()).containsEntry("type", "page_view").containsEntry("page", "/p/1");
        assertThat(String.valueOf(event.raw())).contains("$pageview");
    }

    @Test
    void showsEventsOfOwnShopsAloneAndForeignKeysToThoseWhoSeeAllShops() throws Exception {
        assertThat(post("/v1/batch", "{\"writeKey\":\"wk_nobodysnobodysnobodys\",\"batch\":[]}"))
                .isEqualTo(401);
        Caller stranger = new Caller("otto", Role.OPERATOR, Set.of("another"));
        Caller everywhere = new Caller("anna", Role.OPERATOR, Set.of());
        one("m1");

        assertThat(debugger.after(null, 0, stranger).events()).isEmpty();
        assertThat(debugger.pageKeys(stranger)).isEmpty();
        assertThat(shown()).hasSize(1);
        assertThat(debugger.pageKeys(operator)).extracting(WriteKey::key).containsExactly(key);
        assertThat(debugger.after(null, 0, everywhere).events())
                .filteredOn(event -> event.shop() == null)
                .extracting(event -> Objects.requireNonNull(event.reason()).code())
                .contains("ingest.write_key_unknown");
    }

    private void one(String id) throws Exception {
        assertThat(post(
                        "/v1/batch",
                        "{\"writeKey\":\"%s\",\"batch\":[{\"type\":\"page\",\"messageId\":\"%s\",\"anonymousId\":\"a1\"}]}"
                                .formatted(key, id)))
                .isEqualTo(200);
    }

    @Test
    void goesOnWhereTheLastAnswerEndedAndStartsOverAtAnotherProcess() throws Exception {
        one("m1");
        Page first = debugger.after(null, 0, operator);
        one("m2");

        assertThat(debugger.after(first.process(), first.last(), operator).events())
                .singleElement()
                .satisfies(event -> assertThat(String.valueOf(event.raw())).contains("m2"));
        assertThat(debugger.after("another", first.last(), operator).events()).hasSize(2);
    }

    @Test
    void keepsTheNewestOfAShop() throws Exception {
        String events = IntStream.range(0, 250)
                .mapToObj("{\"type\":\"page\",\"messageId\":\"m%s\",\"anonymousId\":\"a1\"}"::formatted)
                .collect(Collectors.joining(","));
        assertThat(post("/v1/batch", "{\"writeKey\":\"%s\",\"batch\":[%s]}".formatted(key, events)))
                .isEqualTo(200);

        List<Shown> shown = shown();
        assertThat(shown).hasSize(200);
        assertThat(String.valueOf(shown.getLast().raw())).contains("m249");
    }
}
