package io.quanjing.ingest.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.SampleData;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One server for all tests of webhooks, a shop for each test. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class OnAHookServer {

    static final Caller ADMIN = Caller.commandLine();
    static final String SECRET = "hush_demo_secret";
    static final JsonMapper JSON = JsonMapper.shared();

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    Shops shops;

    @Autowired
    Sources sources;

    @Autowired
    DeliveryStore deliveries;

    @Autowired
    DeliveryWork work;

    @Autowired
    Warehouse warehouse;

    @Autowired
    JdbcClient database;

    @Autowired
    Users users;

    private final HttpClient client = HttpClient.newHttpClient();
    Shop shop;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void shop() {
        shop = shops.findOrCreate(
                "Hooked " + NUMBER.incrementAndGet(), ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    }

    Source source(Kind kind) {
        return sources.create(shop, kind, "Test", SECRET, null, ADMIN).source();
    }

    Source found(Source source) {
        return sources.require(source.id(), ADMIN);
    }

    Browser signedIn(Role role) {
        String name = "hook-" + role.name().toLowerCase(java.util.Locale.ROOT);
        users.provide(name, role, Set.of(), PASSWORD);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(name, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    /** An answer of the door. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String state() {
            return JSON.readTree(response.body()).path("state").asString("");
        }

        String code() {
            return JSON.readTree(response.body()).path("code").asString("");
        }
    }

    Answer post(Source source, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/hooks/" + source.id()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer shopify(Source source, String topic, String id, @Nullable String triggeredAt, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new java.util.HashMap<>(Map.of(
                "X-Shopify-Topic", topic,
                "X-Shopify-Webhook-Id", id,
                "X-Shopify-Hmac-Sha256", signature(bytes)));
        if (triggeredAt != null) {
            headers.put("X-Shopify-Triggered-At", triggeredAt);
        }
        return post(source, bytes, headers);
    }

    Answer woo(Source source, String topic, String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return post(
                source,
                bytes,
                Map.of(
                        "X-WC-Webhook-Topic", topic,
                        "X-WC-Webhook-Delivery-ID", id,
                        "X-WC-Webhook-Signature", signature(bytes)));
    }

    Answer signed(Source source, long seconds, String delivery, String topic, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] time = (seconds + ".").getBytes(StandardCharsets.UTF_8);
        return post(
                source,
                bytes,
                Map.of(
                        "X-Quanjing-Timestamp",
                        Long.toString(seconds),
                        "X-Quanjing-Delivery",
                        delivery,
                        "X-Quanjing-Topic",
                        topic,
                        "X-Quanjing-Signature",
                        HexFormat.of().formatHex(Envelope.hmac(bytes(SECRET), time, bytes))));
    }

    static String signature(byte[] body) {
        return Envelope.base64(Envelope.hmac(bytes(SECRET), body));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The sample as it is, with its own headers. */
    Answer sample(Source source, String name) throws IOException {
        Map<String, String> headers = new java.util.HashMap<>();
        for (String line : Files.readAllLines(SampleData.require("../samples/" + name + ".headers.txt"))) {
            int colon = line.indexOf(": ");
            if (colon > 0 && !line.startsWith("#") && !line.startsWith("User-Agent")) {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        byte[] body = Files.readAllBytes(SampleData.require("../samples/" + name + ".json"));
        return post(source, body, headers);
    }

    JsonNode expected(String name) throws IOException {
        return JSON.readTree(Files.readString(SampleData.require("../samples/expected.json")))
                .path(name);
    }

    /** The values of some columns of the shop's rows, in the order of their keys. */
    List<String> facts(String table, String... columns) {
        String sql = "SELECT \"%s\" FROM %s WHERE shop = ? ORDER BY natural_key"
                .formatted(String.join("\", \"", columns), table);
        return warehouse.query(new SqlQuery(sql, List.of(shop.id())), QueryOptions.interactive()).rows().stream()
                .map(row ->
                        String.join(" ", row.stream().map(OnAHookServer::text).toList()))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : Objects.toString(value, "-");
    }
}
