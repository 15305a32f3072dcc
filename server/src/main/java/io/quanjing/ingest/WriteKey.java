package io.quanjing.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shop's key for sending events.
 *
 * @param key the key itself
 * @param shop the shop's id
 * @param name what it is for
 * @param createdAt since when it is good
 * @param revokedAt since when it is not; null while it is good
 */
public record WriteKey(
        String key,
        String shop,
        String name,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
