package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.kernel.ShopClock;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small day of a shop, the same whichever client tells it: a page, a product, a cart, a checkout, an order of two lines, its refund, and who
 * the buyer is. Each happens a minute after the one before.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ShopDay {

    static final Caller ADMIN = Caller.commandLine();

    /** An id of the kind that Matomo wants. */
    static final String VISITOR = "0123456789abcdef";

    static final String CUSTOMER = "u1";

    // With a telephone number nowhere: what became of the day, written down by hand. Lines share 260 less 10 freight by
    // 199 to 59.80.
    static final List<String> VISITS = List.of(
            "0|page_view|首页|v|u1|/|home|null|null|null|douyin_ads|spring|null|null|null|null",
            "1|product_view|Product Viewed|v|u1|/p/1|other|S1|S1|女装|direct|null|null|99.5|CNY|null",
            "2|cart_add|Product Added|v|u1|null|null|S1|S1|女装|null|null|2|199|CNY|null",
            "3|checkout_start|Checkout Started|v|u1|null|null|null|null|null|null|null|null|258.8|CNY|null",
            "4|purchase|Order Completed|v|u1|null|null|null|null|null|null|null|3|260|CNY|O1",
            "6|identify|identify|v|u1|null|null|null|null|null|null|null|null|null|null|null");

    static final List<String> ORDERS = List.of("4|O1|u1|v|paid|260|260|10|8.8|CNY|null");
    static final List<String> LINES =
            List.of("O1|1|S1|S1|女装|短袖|2|99.5|192.24|192.24", "O1|2|S2|S2|女装|帽子|1|59.8|57.76|57.76");
    static final List<String> PAYMENTS = List.of("4|O1|success|260|CNY|u1|v");
    static final List<String> REFUNDS = List.of("5|O1|null|null|260|CNY|u1");
    static final List<String> CUSTOMERS = List.of("u1|female|上海|上海");

    private static int shops;

    @LocalServerPort
    int port;

    @Autowired
    private Shops allShops;

    @Autowired
    WriteKeys keys;

    @Autowired
    private Warehouse warehouse;

    private final HttpClient http = HttpClient.newHttpClient();
    Shop shop;
    String key;

    /** Where a client has no words for something, its test says so. */
    List<String> expectedVisits = VISITS;

    List<String> expectedOrders = ORDERS;
    List<String> expectedCustomers = CUSTOMERS;

    /** Yesterday, and in the middle of an hour. */
    final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(24 * 60 - 30));

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void shop() {
        String name = getClass().getSimpleName() + " " + ++shops;
        shop = allShops.findOrCreate(name, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        key = keys.create(shop, "test", WriteKey.Kind.SERVER, ADMIN).key();
    }

    Instant minute(int minute) {
        return start.plus(Duration.ofMinutes(minute));
    }

    String host() {
        return "http://127.0.0.1:" + port;
    }

    String home() {
        return "https://shop.example/?utm_source=douyin&utm_medium=cpc&utm_campaign=spring";
    }

    /** A client of a protocol that cannot describe a customer. */
    void withoutIdentify() {
        expectedVisits = VISITS.subList(0, VISITS.size() - 1);
        expectedCustomers = List.of();
    }

    /** Waits for the facts of the day. */
    void assertTheDay() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(visits()).isEqualTo(expectedVisits);
            assertThat(refunds()).isEqualTo(REFUNDS);
        });
        assertThat(orders()).isEqualTo(expectedOrders);
        assertThat(lines()).isEqualTo(LINES);
        assertThat(payments()).isEqualTo(PAYMENTS);
        assertThat(customers()).isEqualTo(expectedCustomers);
    }

    List<String> visits() {
        return query(
                "event",
                "type, name, visitor, customer, page, page_kind, product, sku, category, channel, campaign, quantity, value,"
                        + " currency, order_id");
    }

    List<String> orders() {
        return query(
                "order_header",
                "order_id, customer, visitor, status, order_amount, paid_amount, freight_amount, discount_amount, currency,"
                        + " channel");
    }

    List<String> lines() {
        return rows(
                "SELECT order_id, line_no, product, sku, category, title, quantity, list_price, order_amount, paid_amount"
                        + " FROM order_line WHERE shop = '" + shop.id() + "' ORDER BY order_id, line_no");
    }

    List<String> payments() {
        return query("payment", "order_id, result, amount, currency, customer, visitor");
    }

    List<String> refunds() {
        return query("refund", "order_id, line_no, product, amount, currency, customer");
    }

    List<String> customers() {
        return rows("SELECT customer, gender, region, city FROM customer WHERE shop = '" + shop.id() + "'");
    }

    long count() {
        return Long.parseLong(rows("SELECT count(*) FROM event WHERE shop = '" + shop.id() + "'")
                .getFirst());
    }

    /** With the minute of the day first: clocks are corrected, so that some milliseconds differ. */
    private List<String> query(String table, String columns) {
        return rows("SELECT CAST(round((epoch(\"at\") - " + start.getEpochSecond() + ") / 60.0) AS BIGINT) AS minute, "
                + columns + " FROM " + table + " WHERE shop = '" + shop.id() + "' ORDER BY 1, 2, 3");
    }

    /** Waits until the warehouse has what was acknowledged: it has at once. */
    void settle() {}

    List<String> rows(String sql) {
        settle();
        return warehouse.query(SqlQuery.of(sql), QueryOptions.interactive()).rows().stream()
                .map(row -> row.stream()
                        .map(v -> v instanceof BigDecimal n
                                ? n.stripTrailingZeros().toPlainString()
                                : Objects.toString(v))
                        .map(v -> v.equals(VISITOR) ? "v" : v)
                        .collect(Collectors.joining("|")))
                .toList();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(host() + path)).GET());
    }

    HttpResponse<String> post(String path, String type, byte[] body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", type));
        all.addAll(List.of(headers));
        return send(HttpRequest.newBuilder(URI.create(host() + path))
                .headers(all.toArray(String[]::new))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> post(String path, String json) {
        return post(path, "application/json", bytes(json));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request that an official client was seen to send. */
    record Sample(String target, String body) {}

    static Sample sample(String name) throws IOException {
        String text = Files.readString(SampleData.require("../samples/events/" + name + ".http"));
        String first = text.substring(0, text.indexOf('\n'));
        return new Sample(
                first.substring(first.indexOf(' ') + 1),
                text.substring(text.indexOf("\n\n") + 2).strip());
    }

    /** The places and codes of the events that an answer tells of. */
    static List<String> rejected(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        JsonNode rejected =
                status == 200 ? body.path("rejected") : body.path("arguments").path("rejected");
        return rejected.valueStream()
                .map(r -> r.path("index").asInt() + " " + r.path("code").asString())
                .toList();
    }

    static String code(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body()).path("code").asString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }
}
