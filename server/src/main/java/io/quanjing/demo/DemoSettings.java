package io.quanjing.demo;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The demo shop.
 *
 * @param seed the same seed and first day give the same history; fixed at the first start
 * @param days the days of history that a first start makes, today included; fixed at the first start
 * @param scale a factor on all traffic, 1 for about 150 orders a day; fixed at the first start
 * @param visitsPerSecond sessions that begin per second in the busiest hour while the demo runs
 */
@Validated
@ConfigurationProperties("quanjing.demo")
record DemoSettings(
        @DefaultValue("618") long seed,
        @DefaultValue("400") @Min(1) @Max(2000) int days,

        @DefaultValue("1") @DecimalMin("0.001") @DecimalMax("20") double scale,

        @DefaultValue("1") @DecimalMin("0") @DecimalMax("20") double visitsPerSecond) {}
