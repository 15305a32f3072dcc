package io.quanjing.ingest.log;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The log of an installation with {@code quanjing.ingest.log=kafka}.
 *
 * @param servers the brokers to ask first, as {@code host:port}, several with commas between
 * @param topic the topic of the batches; created where it is missing
 * @param group the consumer group, the same for all replicas
 * @param partitions so many partitions a new topic gets; a topic that exists has to have as many. A shop's batches are in one
 * @param replication on so many brokers a new topic is kept
 * @param retention so long a new topic keeps records; a warehouse that is away for longer loses some
 * @param commitInterval the shortest time from making facts of records until the next ones are made
 * @param timeout after which a batch that the brokers have not confirmed is refused
 * @param client further settings of Kafka's clients, such as {@code security.protocol}
 */
@Validated
@ConfigurationProperties("quanjing.ingest.kafka")
record KafkaSettings(
        @DefaultValue("127.0.0.1:9092") @NotBlank String servers,
        @DefaultValue("quanjing-batches") @NotBlank String topic,
        @DefaultValue("quanjing") @NotBlank String group,
        @DefaultValue("6") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Min(1) @Max(9) int replication,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("1s") Duration commitInterval,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue Map<String, String> client) {}
