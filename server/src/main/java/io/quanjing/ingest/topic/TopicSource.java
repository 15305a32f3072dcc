package io.quanjing.ingest.topic;

import io.quanjing.ingest.live.LiveSource;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic as a live source. Its password is nowhere here.
 *
 * @param shop whose facts it tells
 * @param group by which replicas share its partitions
 * @param mapping what the messages mean; null where {@code ready} says it
 * @param ready the shop system whose mapping comes with the program, or null
 * @param failures how often in a row it could not be read; 0 if the last time went well
 * @param nextAt when it is tried again after a failure
 * @param readMessages messages that were read, those that changed nothing included
 * @param changedFacts facts that came or changed through it
 * @param late messages that told an older state than was known
 * @param tombstones messages without a value
 * @param rejected messages that are kept because they could not be read
 * @param unkept messages that could not be read and are beyond the number that may be kept
 * @param missed messages that the topic dropped before they were read
 * @param behind messages that are still to be read, as of the last look
 * @param behindMillis between the newest message that was read of a partition and the last look, where messages wait behind it; null if none
 *     wait, or none was read yet
 * @param lastMessageAt when the newest message that was read was sent
 * @param lastLagMillis between the sending of the message that was read last and the moment its facts were written
 */
record TopicSource(
        String id,
        String shop,
        String name,
        TopicPlace place,
        String group,
        @Nullable String mapping,
        @Nullable String ready,
        SourceState state,
        int failures,
        Instant nextAt,
        long readMessages,
        long changedFacts,
        long late,
        long tombstones,
        long rejected,
        long unkept,
        long missed,
        long behind,
        @Nullable Long behindMillis,
        List<Partition> partitions,
        @Nullable Instant lastMessageAt,
        @Nullable Long lastLagMillis,
        @Nullable Trouble lastError,
        @Nullable Instant lastErrorAt,
        Instant createdAt,
        String createdBy)
        implements LiveSource {

    /**
     * How far a partition is read.
     *
     * @param next the offset of the next message
     * @param end the offset that the next message of the sender will have
     */
    record Partition(int partition, long next, long end) {}

    /** The group that reads the source of an id. */
    static String group(String id) {
        return "quanjing-" + id;
    }
}
