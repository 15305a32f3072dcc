package io.quanjing.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.ingest.topic.TopicBegin.From;
import io.quanjing.ingest.topic.TopicPlace.KindFrom;
import io.quanjing.ingest.topic.TopicPlace.Protection;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestKafka;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/** One server and one real broker for all tests of topics, a shop and a topic for each test. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "quanjing.ingest.topic.loopback=true",
            "quanjing.ingest.topic.look=200ms",
            "quanjing.ingest.topic.retry=200ms",
            "quanjing.ingest.topic.timeout=5s",
            "quanjing.ingest.topic.poll-messages=7",
            "quanjing.ingest.topic.message-limit=2KB",
            "quanjing.ingest.topic.rejected-limit=6"
        })
abstract class OnATopicServer {

    static final Caller ADMIN = Caller.commandLine();
    static final TopicBegin EARLIEST = new TopicBegin(From.EARLIEST, null, null);
    static final String SECRET = "a secret of the broker";

    static final String MAPPING = """
            format: shop-topic
            files:
              order:
                columns:
                  id: { type: id, required: true }
                  created: { type: time, required: true }
                  customer: { header: customer.id, type: id }
                  total: { type: amount, required: true }
                facts:
                  - table: order_header
                    set: { natural_key: id, order_id: id, at: created, customer: customer, order_amount: total }
            """;

    private static final String SIGN_IN = "correct horse battery";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    Shops shops;

    @Autowired
    Topics topics;

    @Autowired
    TopicStore store;

    @Autowired
    TopicBatch batches;

    @Autowired
    TopicMessages messages;

    @Autowired
    TopicReader.Tools tools;

    @Autowired
    Warehouse warehouse;

    @Autowired
    JdbcClient database;

    @Autowired
    Users users;

    @Autowired
    PlatformTransactionManager transactions;

    Shop shop;
    String topic;
    Admin kafka;
    KafkaProducer<byte[], byte[]> producer;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void open() {
        String servers = TestKafka.broker().bootstrap();
        shop = shops.findOrCreate(
                "Topical " + NUMBER.incrementAndGet(), ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        kafka = Admin.create(Map.of("bootstrap.servers", servers));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 0, "max.request.size", 900_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        topic = newTopic(TestKafka.newTopic(), 3);
    }

    @AfterEach
    void close() {
        TestKafka.broker().start();
        store.all().forEach(source -> topics.delete(source.id(), ADMIN));
        producer.close(Duration.ofSeconds(5));
        kafka.close(Duration.ofSeconds(5));
    }

    String newTopic(String name, int partitions) {
        done(kafka.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
        return name;
    }

    static <T> T done(Future<T> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends to a partition, and tells the offset. */
    long send(int partition, byte @Nullable [] value) {
        return done(producer.send(new ProducerRecord<>(topic, partition, null, value)))
                .offset();
    }

    long send(int partition, String value) {
        return send(partition, value.getBytes(StandardCharsets.UTF_8));
    }

    static String order(int id, String total) {
        return "{\"id\": %d, \"created\": \"2026-11-01T09:00:00+08:00\", \"customer\": {\"id\": \"c%d\"}, \"total\": \"%s\"}"
                .formatted(id, id % 3, total);
    }

    /** Orders with these ids, each of its number and a half, over all partitions. */
    void orders(int from, int to) {
        for (int id = from; id <= to; id++) {
            long ignored = send(id % 3, order(id, id + ".50"));
        }
    }

    TopicPlace place() {
        return new TopicPlace(
                TestKafka.broker().bootstrap(), topic, Protection.PLAINTEXT, null, null, KindFrom.TOPIC, null);
    }

    Draft draft(String mapping) {
        return new Draft("Orders", place(), mapping, null);
    }

    TopicSource made(TopicBegin begin) {
        return topics.create(shop, draft(MAPPING), null, begin, ADMIN);
    }

    TopicSource now(TopicSource source) {
        return topics.require(source.id(), ADMIN);
    }

    /** Waits until it stands so. */
    TopicSource until(TopicSource source, Predicate<TopicSource> so) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> now(source), so);
    }

    TopicSource read(TopicSource source, long messages) {
        return until(source, now -> now.readMessages() >= messages && now.behind() == 0);
    }

    List<String> facts(String columns) {
        return warehouse
                .query(
                        new SqlQuery(
                                "SELECT " + columns + " FROM order_header WHERE shop = ? ORDER BY 1",
                                List.of(shop.id())),
                        QueryOptions.interactive())
                .rows()
                .stream()
                .map(row ->
                        String.join(" ", row.stream().map(OnATopicServer::text).toList()))
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : Objects.toString(value, "-");
    }

    /** How many orders, and their sum. */
    String total() {
        return facts("count(*), coalesce(sum(order_amount), 0)").getFirst();
    }

    Browser signedIn(Role role) {
        String user = "topic-" + role.name().toLowerCase(java.util.Locale.ROOT);
        users.provide(user, role, Set.of(), SIGN_IN);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(user, SIGN_IN).status()).isEqualTo(200);
        return browser;
    }
}
