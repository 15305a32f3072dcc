package io.quanjing.ingest.hook;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about webhooks.
 *
 * @param bodyLimit the largest body of a delivery
 * @param perSecond how many deliveries a source may send in the long run
 * @param burst how many deliveries a source may send at once after a pause
 * @param tolerance how far the signed time of a delivery may be from ours, for sources that sign one
 * @param retryAfter after how long the sender to a paused source is asked to come again
 * @param keptDays how many days rejected deliveries are kept, which hold what the messages say of people; and how long a repeated delivery
 *     is recognised
 * @param replayDays how many days deliveries that were taken are kept, encrypted, to be read again by a mended mapping; 0 to keep none
 * @param key the file with the key under which secrets, kept deliveries and contacts are encrypted: one that all replicas share; absent means
 *     {@code webhook.key} in the data folder, made when it is first needed
 */
@Validated
@ConfigurationProperties("quanjing.ingest.hook")
record HookSettings(
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("50") @Min(1) int perSecond,
        @DefaultValue("500") @Min(1) int burst,
        @DefaultValue("5m") Duration tolerance,
        @DefaultValue("5m") Duration retryAfter,
        @DefaultValue("30") @Min(1) int keptDays,
        @DefaultValue("7") @Min(0) int replayDays,
        @Nullable Path key) {}
