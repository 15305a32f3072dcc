package io.quanjing.ingest.log;

import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic as it is. Its id is part of the log's name, since a topic that is deleted and made anew begins at 0 again.
 *
 * @param name the topic
 * @param id Kafka's own id of it
 * @param partitions how many it has
 */
record KafkaTopic(String name, String id, int partitions) {

    /** The bytes that a record may have: less than the most that a broker takes where nobody changed it. */
    static final int LONGEST_RECORD = 900_000;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopic.class);
    private static final int LONGEST_BATCH = LONGEST_RECORD + 100_000;

    /** The name of a partition in the warehouse. */
    String log(int partition) {
        return "kafka:" + name + ":" + id + "/" + partition;
    }

    /**
     * Looks the topic up and creates it where it is missing.
     *
     * @throws QuanjingException if no broker answers, or the topic cannot be created or is not as it has to be
     */
    static KafkaTopic ready(Admin admin, KafkaSettings settings) {
        Question question = new Question(settings);
        TopicDescription found = question.describe(admin);
        if (found == null) {
            question.create(admin);
            found = question.describeNew(admin);
        }
        question.check(admin, found);
        return new KafkaTopic(
                settings.topic(), found.topicId().toString(), found.partitions().size());
    }

    /** What is asked of a broker at the start, each with one clear message. */
    private record Question(KafkaSettings settings) {

        @org.jspecify.annotations.Nullable TopicDescription describe(Admin admin) {
            try {
                return ask(admin.describeTopics(List.of(settings.topic()))
                        .topicNameValues()
                        .get(settings.topic()));
            } catch (UnknownTopicOrPartitionException none) {
                return null;
            }
        }

        /** A broker that does not lead the cluster learns of a new topic a moment later. */
        TopicDescription describeNew(Admin admin) {
            long until = System.nanoTime() + settings.timeout().toNanos();
            while (true) {
                TopicDescription found = describe(admin);
                if (found != null) {
                    return found;
                }
                if (System.nanoTime() > until) {
                    throw unreachable(settings, null);
                }
                pause();
            }
        }

        void create(Admin admin) {
            NewTopic topic = new NewTopic(settings.topic(), settings.partitions(), (short) settings.replication())
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(settings.retention().toMillis()),
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            Integer.toString(LONGEST_BATCH + 48_576)));
            try {
                ask(admin.createTopics(List.of(topic)).values().get(settings.topic()));
                LOG.info("Created the topic {} with {} partitions.", settings.topic(), settings.partitions());
            } catch (TopicExistsException another) {
                LOG.debug("Another replica created the topic {}.", settings.topic(), another);
            } catch (org.apache.kafka.common.errors.ApiException e) {
                throw new QuanjingException(
                        LogError.LOG_TOPIC_MISSING,
                        "There is no topic " + settings.topic() + " at " + settings.servers()
                                + ", and it cannot be created with "
                                + settings.partitions() + " partitions on " + settings.replication() + " brokers: "
                                + e.getMessage()
                                + " Maybe create it by hand, or set quanjing.ingest.kafka.replication to the number of brokers.",
                        Map.of("topic", settings.topic()),
                        e);
            }
        }

        void check(Admin admin, TopicDescription found) {
            int partitions = found.partitions().size();
            if (partitions != settings.partitions()) {
                throw differs("has " + partitions + " partitions, and " + settings.partitions()
                        + " are set. A shop's batches are in one partition, which another number would change: maybe set"
                        + " quanjing.ingest.kafka.partitions=" + partitions + ".");
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
            Config config =
                    ask(admin.describeConfigs(List.of(resource)).values().get(resource));
            String cleanup = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
            if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                throw differs(
                        "has cleanup.policy=" + cleanup
                                + ", which would drop batches. Maybe it belongs to something else; otherwise set cleanup.policy=delete.");
            }
            long longest = Long.parseLong(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
            if (longest < LONGEST_BATCH) {
                throw differs("takes " + longest + " bytes at a time, and a batch may have " + LONGEST_BATCH
                        + ". Maybe set max.message.bytes=1048588.");
            }
            int replicas = found.partitions().getFirst().replicas().size();
            int inSync = Integer.parseInt(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
            if (inSync > replicas) {
                throw differs("has min.insync.replicas=" + inSync + " and is on " + replicas
                        + " brokers, so nothing can be appended. Maybe set it to " + replicas + ".");
            }
        }

        private static String value(Config config, String name) {
            ConfigEntry entry = config.get(name);
            return entry == null || entry.value() == null ? "" : entry.value();
        }

        private QuanjingException differs(String how) {
            return new QuanjingException(
                    LogError.LOG_TOPIC_DIFFERS,
                    "The topic " + settings.topic() + " " + how,
                    Map.of("topic", settings.topic()));
        }

        private <T> T ask(@org.jspecify.annotations.Nullable Future<T> answer) {
            return KafkaTopic.answer(java.util.Objects.requireNonNull(answer), settings);
        }
    }

    /**
     * Waits for an answer.
     *
     * @throws QuanjingException if it does not come, or the broker refuses us
     * @throws org.apache.kafka.common.errors.ApiException what the broker answers otherwise
     */
    static <T> T answer(Future<T> asked, KafkaSettings settings) {
        try {
            return asked.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(settings, e);
        } catch (TimeoutException e) {
            throw unreachable(settings, e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case AuthenticationException refused -> refused(settings, refused);
                case org.apache.kafka.common.errors.TopicAuthorizationException refused -> refused(settings, refused);
                case org.apache.kafka.common.errors.TimeoutException late -> unreachable(settings, late);
                case org.apache.kafka.common.errors.RetriableException late
                when !(late instanceof UnknownTopicOrPartitionException) -> unreachable(settings, late);
                case KafkaException known -> known;
                case null, default -> new IllegalStateException(e.getCause());
            };
        }
    }

    static QuanjingException unreachable(KafkaSettings settings, @org.jspecify.annotations.Nullable Throwable cause) {
        return new QuanjingException(
                LogError.LOG_UNREACHABLE,
                "No Kafka broker at " + settings.servers() + " did what it was asked within "
                        + Duration.ofMillis(settings.timeout().toMillis()).toSeconds()
                        + " s. Maybe it is down, or quanjing.ingest.kafka.servers has another address than it listens at.",
                Map.of("retryAfterSeconds", 5L),
                cause);
    }

    private static QuanjingException refused(KafkaSettings settings, Throwable cause) {
        return new QuanjingException(
                LogError.LOG_REFUSED,
                "The Kafka broker at " + settings.servers() + " refuses us: " + cause.getMessage()
                        + " Maybe quanjing.ingest.kafka.client.* lacks a right user and password.",
                Map.of(),
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
