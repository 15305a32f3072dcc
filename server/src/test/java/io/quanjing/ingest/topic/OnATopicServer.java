package io.quanjing.ingest.topic;

import static org.awaitility.Awaitility.await;

import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.OnALiveServer;
import io.quanjing.ingest.topic.RejectionStore.Kept;
import io.quanjing.ingest.topic.TopicBegin.From;
import io.quanjing.ingest.topic.TopicPlace.KindFrom;
import io.quanjing.ingest.topic.TopicPlace.Protection;
import io.quanjing.ingest.topic.TopicStore.Draft;
import io.quanjing.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
import org.springframework.transaction.PlatformTransactionManager;

/** One server and one real broker for all tests of topics, a topic for each test. */
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
abstract class OnATopicServer extends OnALiveServer {

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

    @Autowired
    Topics topics;

    @Autowired
    LiveSources<TopicSource, Kept> live;

    @Autowired
    RejectionStore rejections;

    @Autowired
    TopicStore store;

    @Autowired
    TopicBatch batches;

    @Autowired
    TopicMessages messages;

    @Autowired
    TopicReader.Tools tools;

    @Autowired
    PlatformTransactionManager transactions;

    String topic;
    Admin kafka;
    KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void open() {
        String servers = TestKafka.broker().bootstrap();
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
        store.all().forEach(source -> live.delete(source.id(), ADMIN));
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
        return live.require(source.id(), ADMIN);
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
}
