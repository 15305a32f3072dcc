package io.quanjing.ingest.log;

import io.quanjing.kernel.QuanjingException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's clients as we use them. */
record KafkaClients(KafkaSettings settings) {

    /** Confirmed by all brokers that keep the record, without doubles from repeated sendings, in the order of appending. */
    KafkaProducer<byte[], byte[]> producer() {
        int patience = millis();
        Map<String, Object> config = common();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaTopic.LONGEST_RECORD * 4 / 3);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience / 2);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        config.putAll(settings.client());
        return made(() -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** One of the group. Where it goes on is the warehouse's to say: what the group commits is for those who look at it. */
    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = common();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        config.putAll(settings.client());
        return made(() -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    Admin admin() {
        Map<String, Object> config = common();
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis());
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        config.putAll(settings.client());
        return made(() -> Admin.create(config));
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "quanjing");
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put("enable.metrics.push", false);
        return config;
    }

    private int millis() {
        return Math.toIntExact(settings.timeout().toMillis());
    }

    private <T> T made(Supplier<T> making) {
        try {
            return making.get();
        } catch (KafkaException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new QuanjingException(
                    LogError.LOG_SETTING_INVALID,
                    "The settings of Kafka are wrong: " + why.getMessage()
                            + ". Maybe quanjing.ingest.kafka.servers is not host:port, or the host has another name.",
                    Map.of("servers", settings.servers()),
                    e);
        }
    }
}
