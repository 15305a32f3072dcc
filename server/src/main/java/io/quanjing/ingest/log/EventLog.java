package io.quanjing.ingest.log;

import java.time.Duration;
import java.util.List;

/** A durable log before the warehouse. Records of the same key are read in the order in which they were appended. */
public interface EventLog {

    /**
     * Returns when the records are durable.
     *
     * @param key whose order matters
     * @throws io.quanjing.kernel.QuanjingException {@code ingest.log_unreachable} with {@code retryAfterSeconds} if they may not be; some of
     *     them may be all the same
     */
    void append(String key, List<byte[]> records);

    /** The bytes that one record may have. */
    int longestRecord();

    /**
     * Waits until the warehouse has every record of the key that is durable now.
     *
     * @return false if that took too long or cannot be told
     */
    boolean awaitApplied(String key, Duration atMost);
}
