package io.quanjing.ingest.track;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** How fast each key may send: so many events a second in the long run, more at once after a pause. */
public final class TokenBuckets {

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** With full buckets; {@code nanos} is the clock. */
    public TokenBuckets(int perSecond, int burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** Takes tokens and answers zero, or takes none and answers how long to wait for them. */
    public Duration take(String key, int events) {
        return buckets.computeIfAbsent(key, k -> new Bucket()).take(events);
    }

    private final class Bucket {

        private double tokens = burst;
        private long filledAt = nanos.getAsLong();

        synchronized Duration take(int events) {
            long now = nanos.getAsLong();
            tokens = Math.min(burst, tokens + (now - filledAt) / 1e9 * perSecond);
            filledAt = now;
            // A batch larger than the bucket passes when the bucket is full, and is paid back afterwards.
            double needed = Math.min(events, burst);
            if (tokens >= needed) {
                tokens -= events;
                return Duration.ZERO;
            }
            return Duration.ofMillis((long) Math.ceil((needed - tokens) / perSecond * 1000));
        }
    }
}
