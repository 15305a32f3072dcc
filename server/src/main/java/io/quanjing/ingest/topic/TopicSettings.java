package io.quanjing.ingest.topic;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about Kafka topics as live sources.
 *
 * @param loopback whether brokers may lie on the machine of the server itself. Whoever may make sources reaches its other services then
 * @param look how often it is looked which sources are to be read, and how far behind each is
 * @param sources so many sources there may be; each has a connection and a thread in each process
 * @param pollMessages at most so many messages are read and written at a time
 * @param fetchBytes so much at most is fetched from a broker at a time; a single message that is larger is fetched all the same
 * @param messageLimit a message with more bytes is rejected
 * @param rejectedLimit so many rejected messages of a source are kept; what is rejected beyond them is counted
 * @param timeout so long brokers may take for an answer
 * @param retry after so long a source is tried again that could not be read; twice as long each time, up to 64 times as long
 * @param slice after so long others have their turn to write, though not all messages that were read are taken
 * @param atOnce so many sources at most write at the same time in a process; each holds a connection of the pool meanwhile
 * @param keptDays how many days rejected messages are kept
 */
@Validated
@ConfigurationProperties("quanjing.ingest.topic")
record TopicSettings(
        @DefaultValue("false") boolean loopback,
        @DefaultValue("2s") Duration look,
        @DefaultValue("50") @Min(1) @Max(500) int sources,
        @DefaultValue("500") @Min(1) @Max(10_000) int pollMessages,
        @DefaultValue("4MB") DataSize fetchBytes,
        @DefaultValue("1MB") DataSize messageLimit,
        @DefaultValue("10000") @Min(1) int rejectedLimit,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("5s") Duration retry,
        @DefaultValue("10s") Duration slice,
        @DefaultValue("2") @Min(1) int atOnce,
        @DefaultValue("30") @Min(1) int keptDays) {}
