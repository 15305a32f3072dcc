package io.quanjing.warehouse;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about the embedded warehouse.
 *
 * @param memoryMegabytes the memory that the engine may use before it spills to disk; 0 takes a third of the machine's, 4 GB at most
 * @param threads the cores that one query may use; 0 takes all
 * @param interactiveQueries so many short queries, as pages ask them, run at a time
 * @param batchQueries so many long queries run at a time
 * @param waitingRows so many rows may wait for the writer before further writes are refused
 * @param martInterval the shortest time between two refreshes of the marts
 */
@ConfigurationProperties("quanjing.warehouse.embedded")
public record EmbeddedWarehouseSettings(
        @DefaultValue("0") int memoryMegabytes,
        @DefaultValue("0") int threads,
        @DefaultValue("4") int interactiveQueries,
        @DefaultValue("1") int batchQueries,
        @DefaultValue("100000") int waitingRows,
        @DefaultValue("500ms") Duration martInterval) {

    /** What an installation has that sets nothing. */
    public static EmbeddedWarehouseSettings defaults() {
        return new EmbeddedWarehouseSettings(0, 0, 4, 1, 100_000, Duration.ofMillis(500));
    }
}
