package io.quanjing.warehouse;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the warehouse stands, for a person who looks after it.
 *
 * @param engine name and version of the engine
 * @param schemaVersion of the tables
 * @param location file or address
 * @param bytes on disk, the log of not yet merged writes included
 * @param rows the number of rows by table: facts, dimensions and marts
 * @param lastWrite when the newest row was recorded; null while empty
 * @param martsUpTo up to which recording moment the marts show the facts; null while empty
 * @param problem why the marts do not follow; null while they do
 */
public record WarehouseStatus(
        String engine,
        int schemaVersion,
        String location,
        long bytes,
        Map<String, Long> rows,
        @Nullable Instant lastWrite,
        @Nullable Instant martsUpTo,
        @Nullable String problem) {}
