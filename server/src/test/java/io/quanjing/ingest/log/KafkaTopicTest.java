package io.quanjing.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What the start says of a topic. */
class KafkaTopicTest {

    private final String topic = TestKafka.newTopic();

    private KafkaSettings settings(int partitions, int replication) {
        return settings(TestKafka.broker().bootstrap(), partitions, replication);
    }

    private KafkaSettings settings(String servers, int partitions, int replication) {
        return new KafkaSettings(
                servers,
                topic,
                "group",
                partitions,
                replication,
                Duration.ofDays(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(servers.endsWith(":1") ? 1 : 20),
                Map.of());
    }

    private static KafkaTopic ready(KafkaSettings settings) {
        try (Admin admin = new KafkaClients(settings).admin()) {
            return KafkaTopic.ready(admin, settings);
        }
    }

    private void create(Map<String, String> config) throws Exception {
        try (Admin admin = new KafkaClients(settings(1, 1)).admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(config)))
                    .all()
                    .get();
        }
    }

    private static void refused(LogError code, KafkaSettings settings, String... words) {
        assertThatThrownBy(() -> ready(settings))
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }

    @Test
    void createsAMissingTopicAndFindsItAgain() {
        KafkaTopic made = ready(settings(3, 1));

        assertThat(made.partitions()).isEqualTo(3);
        assertThat(made.log(2)).isEqualTo("kafka:" + topic + ":" + made.id() + "/2");
        assertThat(ready(settings(3, 1))).isEqualTo(made);
    }

    @Test
    void aTopicThatIsMadeAnewIsAnotherLog() throws Exception {
        KafkaTopic before = ready(settings(1, 1));
        try (Admin admin = new KafkaClients(settings(1, 1)).admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }

        assertThat(ready(settings(1, 1)).log(0)).isNotEqualTo(before.log(0));
    }

    @Test
    void saysThatNoBrokerAnswers() {
        refused(
                LogError.LOG_UNREACHABLE,
                settings("127.0.0.1:1", 1, 1),
                "127.0.0.1:1",
                "quanjing.ingest.kafka.servers");
    }

    @Test
    void saysThatAnAddressIsNone() {
        refused(LogError.LOG_SETTING_INVALID, settings("nonsense", 1, 1), "host:port");
    }

    @Test
    void saysThatATopicCannotBeCreated() {
        refused(LogError.LOG_TOPIC_MISSING, settings(1, 3), topic, "quanjing.ingest.kafka.replication");
    }

    @Test
    void refusesATopicWithOtherPartitions() throws Exception {
        create(Map.of());
        refused(LogError.LOG_TOPIC_DIFFERS, settings(4, 1), topic, "quanjing.ingest.kafka.partitions=1");
    }

    @Test
    void refusesATopicThatForgets() throws Exception {
        create(Map.of("cleanup.policy", "compact"));
        refused(LogError.LOG_TOPIC_DIFFERS, settings(1, 1), topic, "cleanup.policy=delete");
    }

    @Test
    void refusesATopicWithSmallRecords() throws Exception {
        create(Map.of("max.message.bytes", "50000"));
        refused(LogError.LOG_TOPIC_DIFFERS, settings(1, 1), topic, "max.message.bytes");
    }

    @Test
    void refusesATopicThatNothingCanBeAppendedTo() throws Exception {
        create(Map.of("min.insync.replicas", "2"));
        refused(LogError.LOG_TOPIC_DIFFERS, settings(1, 1), topic, "min.insync.replicas");
    }
}
