package io.quanjing.ingest.topic;

import io.quanjing.ingest.live.Addresses;
import io.quanjing.ingest.topic.TopicPlace.Protection;
import io.quanjing.kernel.QuanjingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Kafka's clients for the cluster of a source. */
final class TopicClients {

    private final TopicSettings settings;
    private final Addresses addresses;

    TopicClients(TopicSettings settings, Addresses addresses) {
        this.settings = settings;
        this.addresses = addresses;
    }

    /**
     * A consumer that notes nowhere by itself how far it has read.
     *
     * @param group of which it is one; null to read beside all groups
     * @throws QuanjingException if the place is none that can or may be spoken to
     */
    KafkaConsumer<byte[], byte[]> consumer(TopicPlace place, @Nullable String password, @Nullable String group) {
        Map<String, Object> config = common(place, password);
        if (group != null) {
            config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
            config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        }
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What a reader does not find any more is counted, and never passed over by the client.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A sender that takes a transaction back has said nothing.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        int bytes = Math.toIntExact(settings.fetchBytes().toBytes());
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, bytes);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.min(bytes, 1024 * 1024));
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.pollMessages());
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        return made(place, () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * Somebody to ask about the topic.
     *
     * @throws QuanjingException if the place is none that can or may be spoken to
     */
    Admin admin(TopicPlace place, @Nullable String password) {
        Map<String, Object> config = common(place, password);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        return made(place, () -> Admin.create(config));
    }

    /** Brokers name each other; what they name is checked as what was entered. */
    void check(String host) {
        addresses.check(host);
    }

    private Map<String, Object> common(TopicPlace place, @Nullable String password) {
        place.hosts().forEach(this::check);
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, place.servers());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "quanjing");
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis());
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put("enable.metrics.push", false);
        config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol(place.protection()));
        if (place.protection().encrypts() && place.authority() != null) {
            config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            config.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, place.authority());
        }
        if (place.protection().signsIn()) {
            boolean plain = place.protection() == Protection.PLAIN;
            config.put(SaslConfigs.SASL_MECHANISM, place.protection().name().replace('_', '-'));
            config.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    (plain
                                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                                    : "org.apache.kafka.common.security.scram.ScramLoginModule")
                            + " required username=" + quoted(place.user()) + " password=" + quoted(password) + ";");
        }
        return config;
    }

    private static String protocol(Protection protection) {
        return protection.signsIn() ? "SASL_SSL" : protection.encrypts() ? "SSL" : "PLAINTEXT";
    }

    /** A text in the language of the login's configuration, in which nothing of it can end the text. */
    static String quoted(@Nullable String text) {
        String escaped = Objects.requireNonNullElse(text, "")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replaceAll("\\p{Cntrl}", "");
        return '"' + escaped + '"';
    }

    private int millis() {
        return Math.toIntExact(settings.timeout().toMillis());
    }

    private static <T> T made(TopicPlace place, Supplier<T> making) {
        try {
            return making.get();
        } catch (KafkaException e) {
            throw new TopicRefusal(place, e).unfit();
        }
    }
}
