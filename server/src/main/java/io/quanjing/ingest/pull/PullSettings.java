package io.quanjing.ingest.pull;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about tables of databases as live sources.
 *
 * @param loopback whether a source may lie on the machine of the server itself. Whoever may make sources reaches its other services then
 * @param look how often it is looked whether a source is due
 * @param pageRows at most so many rows are read and written at a time
 * @param pageBytes as soon as the rows of a page have so many bytes, it ends
 * @param rowLimit a row with more characters is rejected
 * @param rejectedLimit a source that has so many rejected rows is read no further until they are retried or the source is made anew
 * @param connectTimeout so long a connection may take
 * @param statementTimeout so long a single statement may take in the source's database
 * @param slice after so long other sources have their turn
 * @param atOnce so many sources at most are read at the same time by a process
 * @param keptDays how many days rejected rows are kept
 */
@Validated
@ConfigurationProperties("quanjing.ingest.pull")
record PullSettings(
        @DefaultValue("false") boolean loopback,
        @DefaultValue("2s") Duration look,
        @DefaultValue("1000") @Min(1) @Max(10_000) int pageRows,
        @DefaultValue("16MB") DataSize pageBytes,
        @DefaultValue("1MB") DataSize rowLimit,
        @DefaultValue("10000") @Min(1) int rejectedLimit,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("10s") Duration slice,
        @DefaultValue("2") @Min(1) int atOnce,
        @DefaultValue("30") @Min(1) int keptDays) {}
