package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Tracking;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.kernel.ShopClock;
import io.quanjing.metric.MetricQuestion;
import io.quanjing.metric.Metrics;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The interface of a running server, as the official clients and less polite ones use it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Isolated("sends so fast that it is asked to come later")
class TrackHttpTest {

    private static final Caller ADMIN = Caller.commandLine();
    private static int shops;

    @LocalServerPort
    int port;

    @Autowired
    private Shops allShops;

    @Autowired
    private WriteKeys keys;

    @Autowired
    private Tracking tracking;

    @Autowired
    Warehouse warehouse;

    @Autowired
    private Metrics metrics;

    private final HttpClient client = HttpClient.newHttpClient();
    Shop shop;
    String key;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
        registry.add("quanjing.ingest.track.events-per-second", () -> "10");
        registry.add("quanjing.ingest.track.burst-events", () -> "1000");
    }

    @BeforeEach
    void shop() {
        shop = allShops.findOrCreate("Tracked " + ++shops, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        key = keys.create(shop, "test", WriteKey.Kind.SERVER, ADMIN).key();
    }

    @Test
    void measuresWhatTheOfficialJavaClientSends() throws Exception {
        BlockingQueue<Message> acknowledged = new LinkedBlockingQueue<>();
        Analytics analytics = Analytics.builder(key)
                .endpoint("http://127.0.0.1:" + port)
                .flushQueueSize(1)
                .callback(new Callback() {
                    @Override
                    public void success(Message message) {
                        acknowledged.add(message);
                    }

                    @Override
                    public void failure(Message message, Throwable cause) {
                        throw new IllegalStateException(cause);
                    }
                })
                .build();
        try {
            analytics.enqueue(PageMessage.builder("Home").userId("u1"));
            analytics.enqueue(TrackMessage.builder("Order Completed")
                    .userId("u1")
                    .properties(Map.of("order_id", "J1", "total", 99.5)));
            assertThat(acknowledged.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(acknowledged.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertMeasured(Map.of("gmv", "99.50", "paid_orders", 1L, "page_views", 1L, "visitors", 1L));
        } finally {
            analytics.shutdown();
        }
    }

    @Test
    void measuresWhatTheOfficialNodeClientSends() throws Exception {
        Path folder = Path.of("src/test/node").toAbsolutePath();
        Assumptions.assumeTrue(
                Files.isDirectory(folder.resolve("node_modules/@segment/analytics-node")),
                "The Node client is not installed: run npm ci in server/src/test/node.");
        Process node = new ProcessBuilder("node", "send.mjs", "http://127.0.0.1:" + port, key)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(output).isZero();
        assertMeasured(Map.of("gmv", "199.00", "paid_orders", 1L, "page_views", 2L, "buyers", 1L));
        assertThat(query("SELECT type FROM event WHERE shop = '" + shop.id() + "' ORDER BY type"))
                .containsExactly("custom", "identify", "identify", "page_view", "page_view", "purchase");
    }

    /** Waits until the warehouse has what was acknowledged: it has at once. */
    void settle() {}

    /** Asks the metrics until they say so. How soon that is, is measured by the bench and not here. */
    private void assertMeasured(Map<String, Object> figures) {
        LocalDate today = shop.clock().day(Instant.now());
        MetricQuestion question = new MetricQuestion(
                List.copyOf(figures.keySet()),
                new DayRange(today.minusDays(1), today.plusDays(1)),
                Grain.TOTAL,
                List.of(),
                Map.of(),
                List.of(shop.id()),
                null,
                null,
                null);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(metrics.ask(question, ADMIN).rows()).isEqualTo(List.of(figures)));
    }

    @Test
    void showsAnAdministratorOnlyTheKeysOfTheirShops() {
        Caller other = new Caller("other", Role.ADMIN, Set.of("elsewhere"));

        assertThat(keys.all(other)).isEmpty();
        assertThat(keys.all(new Caller("own", Role.ADMIN, Set.of(shop.id())))).hasSize(1);
        assertThatThrownBy(() -> keys.revoke(key, other)).hasMessageContaining("no write key");
        assertThat(keys.all(ADMIN)).anyMatch(k -> k.key().equals(key) && k.revokedAt() == null);
    }

    @Test
    void takesTheRequestsThatOfficialClientsWereSeenToSend() throws IOException {
        String data = System.getenv("QUANJING_SAMPLE_DATA");
        Path samples = Path.of(data == null ? "../../shared/data" : data).resolveSibling("samples/events");
        Assumptions.assumeTrue(Files.isDirectory(samples), "There are no captured requests in " + samples + ".");
        List<Path> captured;
        try (Stream<Path> files = Files.list(samples)) {
            captured = files.filter(f -> f.getFileName().toString().startsWith("segment-"))
                    .sorted()
                    .toList();
        }
        assertThat(captured).isNotEmpty();
        for (Path file : captured) {
            String text = Files.readString(file).replace("WK_TEST", key);
            String body = text.substring(text.indexOf("\n\n") + 2);
            boolean keyInHeader = text.contains("authorization:");
            HttpResponse<String> answer = send(
                    text.contains("/v1/import/") ? "/v1/import/" : "/v1/batch",
                    keyInHeader ? basic(key) : null,
                    "application/json",
                    body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(file + ": " + answer.body()).isEqualTo(200);
        }
        assertThat(query("SELECT order_id, paid_amount FROM order_header WHERE shop = '" + shop.id() + "'"))
                .containsExactly("O1|99.5");
        assertThat(query("SELECT count(*) FROM event WHERE shop = '" + shop.id() + "'"))
                .containsExactly("9");
        assertThat(String.join(";", query("SELECT * FROM event WHERE shop = '" + shop.id() + "'")))
                .doesNotContain("13800138000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/track",
                "/v1/identify",
                "/v1/page",
                "/v1/screen",
                "/v1/group",
                "/v1/alias",
                "/v1/t",
                "/v1/p/"
            })
    void takesSingleEventsAtTheirOwnAddress(String address) {
        String path = address.equals("/v1/p/") ? "/v1/page/" : address;
        String body =
                "{\"anonymousId\":\"a\",\"previousId\":\"a\",\"userId\":\"u\",\"event\":\"E\",\"name\":\"N\",\"writeKey\":\""
                        + key + "\"}";
        HttpResponse<String> answer = send(path, null, "text/plain", bytes(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true,\"accepted\":1,\"withheld\":0}");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void readsBodiesWhateverTheirHeadersSay() throws IOException {
        assertThat(send("/v1/batch", basic(key), "application/json", RequestBody.gzip(bytes(batch("a"))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("/v1/batch", basic(key), "text/plain", bytes(batch("b")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("/v1/batch", basic(key), "application/x-www-form-urlencoded", bytes(batch("c")))
                        .statusCode())
                .isEqualTo(200);
        String form = "data=" + URLEncoder.encode(batch("d"), StandardCharsets.UTF_8);
        assertThat(send("/v1/batch", basic(key), "application/x-www-form-urlencoded", bytes(form))
                        .statusCode())
                .isEqualTo(200);
        assertThat(count()).isEqualTo(4);
    }

    @Test
    void refusesKeysThatAreWrongMissingOrRevoked() {
        assertThat(code(send("/v1/batch", basic("nobody"), "application/json", bytes(batch("a"))), 401))
                .isEqualTo("ingest.write_key_unknown");
        assertThat(code(send("/v1/batch", null, "application/json", bytes(batch("a"))), 401))
                .isEqualTo("ingest.write_key_missing");
        assertThat(code(send("/v1/batch", "Basic ???", "application/json", bytes(batch("a"))), 401))
                .isEqualTo("ingest.write_key_unknown");
        keys.revoke(key, ADMIN);
        assertThat(code(send("/v1/batch", basic(key), "application/json", bytes(batch("a"))), 401))
                .isEqualTo("ingest.write_key_unknown");
        assertThat(count()).isZero();
    }

    @Test
    void keepsTheGoodEventsOfABatchWhenARowOfAnotherFitsNoColumn() {
        String body = """
                {"batch":[{"type":"track","event":"Good","userId":"u","messageId":"1"},
                 {"type":"track","event":"Order Completed","userId":"u","messageId":"2","properties":{"order_id":"big",
                  "subtotal":99999999999999,"shipping":99999999999999}},
                 {"type":"track","userId":"u","messageId":"3"}]}""";
        HttpResponse<String> answer = send("/v1/batch", basic(key), "application/json", bytes(body));

        JsonNode arguments = JsonMapper.shared().readTree(answer.body()).path("arguments");
        assertThat(arguments.path("accepted").asInt()).as(answer.body()).isEqualTo(1);
        assertThat(arguments
                        .path("rejected")
                        .valueStream()
                        .map(r -> r.path("code").asString())
                        .toList())
                .containsExactly("warehouse.value_refused", "ingest.event_name_missing");
        assertThat(query("SELECT natural_key FROM event WHERE shop = '" + shop.id() + "'"))
                .containsExactly("1");
    }

    @Test
    void keepsTheGoodEventsOfABatchAndSaysWhatIsWrongWithTheOthers() {
        String body = """
                {"batch":[{"type":"track","event":"Good","userId":"u","messageId":"1"},
                 {"type":"track","userId":"u","messageId":"2"},{"type":"dance","userId":"u","messageId":"3"},"text",
                 {"type":"track","event":"Nobody","messageId":"4"},
                 {"type":"track","event":"Late","userId":"u","timestamp":"tomorrow"},
                 {"type":"track","event":"Future","userId":"u","timestamp":"2999-01-01T00:00:00Z"},
                 {"type":"track","event":"Good","userId":"u","messageId":"7"}]}""";
        HttpResponse<String> answer = send("/v1/batch", basic(key), "application/json", bytes(body));
        assertThat(code(answer, 400)).isEqualTo("ingest.events_rejected");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode arguments = JsonMapper.shared().readTree(answer.body()).path("arguments");
        assertThat(arguments.path("accepted").asInt()).isEqualTo(2);
        assertThat(arguments
                        .path("rejected")
                        .valueStream()
                        .map(r -> r.path("index").asInt() + " "
                                + r.path("messageId").asString("-") + " "
                                + r.path("code").asString())
                        .toList())
                .containsExactly(
                        "1 2 ingest.event_name_missing",
                        "2 3 ingest.event_type_unknown",
                        "3 - ingest.event_not_an_object",
                        "4 4 ingest.event_person_missing",
                        "5 - ingest.event_time_unreadable",
                        "6 - ingest.event_time_in_future");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void changesNothingWhenABatchIsSentAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(send("/v1/batch", basic(key), "application/json", bytes(batch("same")))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void correctsTheClockOfTheSender() {
        String body = """
                {"batch":[{"type":"track","event":"E","userId":"u","timestamp":"2020-01-01T00:00:00Z"}],"sentAt":"2020-01-01T01:00:00Z"}""";
        Instant before = Instant.now();
        assertThat(send("/v1/batch", basic(key), "application/json", bytes(body))
                        .statusCode())
                .isEqualTo(200);
        Instant at = Instant.parse(query("SELECT \"at\" FROM event WHERE shop = '" + shop.id() + "'")
                .getFirst());
        assertThat(at).isBetween(before.minusSeconds(3601), Instant.now().minusSeconds(3599));
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        byte[] bomb = RequestBody.gzip(new byte[300_000_000]);
        assertThat(code(send("/v1/batch", basic(key), "application/json", bomb), 413))
                .isEqualTo("ingest.body_too_large");
        byte[] large = bytes(batch("x".repeat(520_000)));
        assertThat(code(send("/v1/batch", basic(key), "application/json", large), 413))
                .isEqualTo("ingest.body_too_large");
        String event = "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":{\"x\":\"%s\"}}";
        String oneTooLarge =
                "{\"batch\":[" + event.formatted("small") + "," + event.formatted("x".repeat(33_000)) + "]}";
        assertThat(code(send("/v1/batch", basic(key), "application/json", bytes(oneTooLarge)), 413))
                .isEqualTo("ingest.event_too_large");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        for (byte[] body : List.of(
                bytes(""),
                bytes("{\"batch\":["),
                bytes("{\"batch\":[" + "[".repeat(200_000)),
                batch("面膜").getBytes(Charset.forName("GB18030")),
                new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3},
                bytes("event=Order+Completed"))) {
            HttpResponse<String> answer = send("/v1/batch", basic(key), "application/json", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        assertThat(count()).isZero();
    }

    @Test
    void asksAKeyThatSendsTooFastToComeLater() {
        String body = "{\"batch\":["
                + IntStream.range(0, 600)
                        .mapToObj(i -> "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"%d\"}"
                                .formatted(i))
                        .collect(Collectors.joining(","))
                + "]}";
        assertThat(send("/v1/batch", basic(key), "application/json", bytes(body))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = send("/v1/batch", basic(key), "application/json", bytes(body));
        assertThat(code(answer, 429)).isEqualTo("ingest.rate_exceeded");
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(1, 20);
        assertThat(count()).isEqualTo(600);
    }

    @Test
    void letsPagesOfOtherOriginsSend() throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/batch"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,authorization")
                .build();
        HttpResponse<String> answer = client.send(preflight, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void hasTheSameDoorInsideTheProcess() {
        Tracking.Receipt receipt = tracking.accept(key, bytes(batch("inside")));
        assertThat(receipt).isEqualTo(new Tracking.Receipt(1, 0, List.of()));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void staysUpWhenASenderBreaksOff() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(bytes("POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: " + basic(key)
                            + "\r\nContent-Length: 500\r\n\r\n{\"batch\":["));
        }
        assertThat(send("/v1/batch", basic(key), "application/json", bytes(batch("after")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(count()).isEqualTo(1);
    }

    HttpResponse<String> send(String path, @Nullable String authorization, String type, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }

    static String code(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body()).path("code").asString();
    }

    static String batch(String message) {
        return "{\"batch\":[{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":\"u\",\"messageId\":\""
                + message + "\"}]}";
    }

    static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString(bytes(key + ":"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    long count() {
        return Long.parseLong(query("SELECT count(*) FROM event WHERE shop = '" + shop.id() + "'")
                .getFirst());
    }

    List<String> query(String sql) {
        settle();
        return warehouse.query(SqlQuery.of(sql), QueryOptions.interactive()).rows().stream()
                .map(row -> row.stream()
                        .map(v -> v instanceof java.math.BigDecimal n
                                ? n.stripTrailingZeros().toPlainString()
                                : Objects.toString(v))
                        .collect(Collectors.joining("|")))
                .toList();
    }
}
