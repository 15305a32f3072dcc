package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.log.EventLog;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestKafka;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Everything that the door does directly, it does in the same way through Kafka; and what is of the log alone. */
class TrackThroughLogTest extends TrackHttpTest {

    private static final String TOPIC = TestKafka.newTopic();

    @Autowired
    private EventLog log;

    @Autowired
    private DataSource database;

    @DynamicPropertySource
    static void log(DynamicPropertyRegistry registry) {
        registry.add("quanjing.ingest.log", () -> "kafka");
        registry.add("quanjing.ingest.kafka.servers", () -> TestKafka.broker().bootstrap());
        registry.add("quanjing.ingest.kafka.topic", () -> TOPIC);
        registry.add("quanjing.ingest.kafka.partitions", () -> "2");
        registry.add("quanjing.ingest.kafka.commit-interval", () -> "100ms");
        registry.add("quanjing.ingest.kafka.timeout", () -> "4s");
    }

    @Override
    void settle() {
        assertThat(log.awaitApplied(shop.id(), Duration.ofSeconds(20))).isTrue();
    }

    private HttpResponse<String> send(String events) {
        return send("/v1/batch", basic(key), "application/json", bytes("{\"batch\":[" + events + "]}"));
    }

    private static String order(String id, String event, String more) {
        return """
                {"type":"track","event":"%s","messageId":"%s-%s","userId":"u1","properties":{"order_id":"%s"%s}}""".formatted(event, id, event, id, more);
    }

    @Test
    void keepsTheOrderOfAnOrdersEvents() {
        for (int i = 0; i < 30; i++) {
            String id = "O" + i;
            assertThat(send(order(
                                    id,
                                    "Order Placed",
                                    ",\"total\":100,\"products\":[{\"product_id\":\"P1\",\"price\":100}]"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(order(id, "Order Completed", ",\"total\":90")).statusCode())
                    .isEqualTo(200);
            // What is left to refund is known once the payment is.
            assertThat(send(order(id, "Order Refunded", "")).statusCode()).isEqualTo(200);
        }
        assertThat(query("SELECT count(*), sum(paid_amount) FROM order_header WHERE shop = '" + shop.id() + "'"))
                .containsExactly("30|2700");
        assertThat(query("SELECT count(*), sum(amount) FROM refund WHERE shop = '" + shop.id() + "'"))
                .containsExactly("30|2700");
        assertThat(query("SELECT sum(paid_amount) FROM order_line WHERE shop = '" + shop.id() + "'"))
                .containsExactly("2700");
    }

    @Test
    void refusesARefundOfAnOrderThatNobodyToldOf() {
        HttpResponse<String> answer = send(order("never", "Order Refunded", "") + ","
                + order("good", "Order Completed", ",\"total\":5") + "," + order("good", "Order Refunded", ""));

        assertThat(code(answer, 400)).isEqualTo("ingest.events_rejected");
        assertThat(answer.body()).contains("ingest.order_unknown").contains("\"accepted\":2");
        assertThat(query("SELECT sum(amount) FROM refund WHERE shop = '" + shop.id() + "'"))
                .containsExactly("5");
    }

    @Test
    void aRecordThatNobodyCanReadStopsNothingAndIsKept() throws Exception {
        RefusedEventStore refused = new RefusedEventStore(JdbcClient.create(database));
        long before = refused.count();
        assertThat(send(order("O1", "Order Completed", ",\"total\":5")).statusCode())
                .isEqualTo(200);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.broker().bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int partition = 0; partition < 2; partition++) {
                for (String poison : new String[] {
                    "no JSON",
                    "",
                    "{\"version\":99,\"shop\":\"x\"}",
                    "{\"version\":1,\"shop\":\"nobody\",\"columns\":[]}\n{\"index\":0}"
                }) {
                    assertThat(producer.send(new ProducerRecord<>(
                                            TOPIC, partition, bytes("k"), poison.getBytes(StandardCharsets.UTF_8)))
                                    .get()
                                    .offset())
                            .isNotNegative();
                }
            }
        }
        assertThat(send(order("O2", "Order Completed", ",\"total\":6")).statusCode())
                .isEqualTo(200);

        assertThat(query("SELECT sum(paid_amount) FROM order_header WHERE shop = '" + shop.id() + "'"))
                .containsExactly("11");
        assertThat(refused.count()).isEqualTo(before + 8);
    }

    @Test
    void writesNothingOfAPersonIntoTheLog() {
        assertThat(send("""
                {"type":"identify","userId":"13800138000","traits":{"name":"王小明","phone":"13800138000","email":"wang@example.com",
                 "gender":"f","address":{"street":"幸福路1号","city":"上海"}}},
                {"type":"track","event":"Order Completed","userId":"wang@example.com","anonymousId":"a9",
                 "context":{"ip":"203.0.113.9","page":{"url":"https://s.example/pay?token=geheim&utm_source=douyin"}},
                 "properties":{"order_id":"P1","total":7,"email":"wang@example.com","receiver":"王小明",
                  "shipping_address":{"first_name":"小明","phone":"13800138000","street":"幸福路1号","city":"上海"},
                  "products":[{"product_id":"P1","price":7,"engraving":"王小明"}]}}""").statusCode()).isEqualTo(200);
        settle();

        String everything = String.join("\n", everythingInTheLog());
        assertThat(everything).contains("\"P1\"", "上海", "douyin");
        assertThat(everything)
                .doesNotContain("13800138000", "wang@example.com", "王小明", "小明", "幸福路", "203.0.113.9", "geheim");
        assertThat(query("SELECT customer, city, channel FROM order_header WHERE shop = '" + shop.id() + "'")
                        .getFirst())
                .startsWith("p-")
                .endsWith("|上海|douyin_short_video");
    }

    private static List<String> everythingInTheLog() {
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.broker().bootstrap()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo each : consumer.partitionsFor(TOPIC)) {
                partitions.add(new TopicPartition(each.topic(), each.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long all = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (records.size() < all) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(record.value()));
            }
        }
        return records;
    }

    @Test
    void asksToComeAgainWhileTheBrokerIsAwayAndLosesNothing() throws Exception {
        TestKafka broker = TestKafka.broker();
        assertThat(send("/v1/batch", basic(key), "application/json", bytes(batch("before")))
                        .statusCode())
                .isEqualTo(200);
        broker.kill();
        try {
            HttpResponse<String> answer = send("/v1/batch", basic(key), "application/json", bytes(batch("during")));
            assertThat(code(answer, 503)).isEqualTo("ingest.log_unreachable");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            // What breaks a rule is told all the same.
            assertThat(send("/v1/batch", basic("nobody"), "application/json", bytes(batch("x")))
                            .statusCode())
                    .isEqualTo(401);
            Browser browser = new Browser(port);
            until(() -> browser.get("/api/health").response().body().contains("ingest.log_unreachable"));
            assertThat(JsonMapper.shared()
                            .readTree(browser.get("/api/health").response().body())
                            .path("status")
                            .asString())
                    .isEqualTo("degraded");
            // Nobody waits for the broker any more, for which an event that is sent to it would wait two seconds.
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                long from = System.nanoTime();
                assertThat(code(send("/v1/batch", basic(key), "application/json", bytes(batch("during"))), 503))
                        .isEqualTo("ingest.log_unreachable");
                waits.add(Duration.ofNanos(System.nanoTime() - from));
            }
            assertThat(Collections.min(waits)).isLessThan(Duration.ofSeconds(2));
        } finally {
            broker.start();
        }
        until(() -> send("/v1/batch", basic(key), "application/json", bytes(batch("during")))
                        .statusCode()
                == 200);
        Browser browser = new Browser(port);
        until(() ->
                browser.get("/api/health").json().path("status").asString("").equals("up"));
        assertThat(query("SELECT natural_key FROM event WHERE shop = '" + shop.id() + "' ORDER BY 1"))
                .containsExactly("before", "during");
    }

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(until);
            Thread.sleep(100);
        }
    }
}
