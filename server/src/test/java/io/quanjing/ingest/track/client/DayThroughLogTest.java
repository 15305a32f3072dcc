package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.log.EventLog;
import io.quanjing.testing.TestKafka;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Another protocol through Kafka has the facts and answers that it has directly. */
class DayThroughLogTest extends GoogleAnalyticsTest {

    private static final String TOPIC = TestKafka.newTopic();

    @Autowired
    private EventLog log;

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
}
