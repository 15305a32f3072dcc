package io.quanjing.job;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How background work runs.
 *
 * @param threads at most so many jobs at a time in one process
 * @param polling how often to look for jobs that another process put in
 * @param heartbeat how often a running job says that its process lives; after four missed ones another process takes it over
 * @param retryAfter the wait before a failed job runs again; twice as long each time
 */
@Validated
@ConfigurationProperties("quanjing.job")
record JobSettings(
        @DefaultValue("4") @Min(1) int threads,
        @DefaultValue("2s") Duration polling,
        @DefaultValue("3s") Duration heartbeat,
        @DefaultValue("10s") Duration retryAfter) {}
