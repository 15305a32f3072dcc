package io.quanjing.benchmark;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about benchmarks.
 *
 * @param staleAfter a benchmark whose period ended so long before the end of the days on screen is shown as out of date
 */
@ConfigurationProperties("quanjing.benchmark")
record BenchmarkSettings(@DefaultValue("90d") Duration staleAfter) {}
