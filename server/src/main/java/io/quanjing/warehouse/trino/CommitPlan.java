package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.LogPosition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one write adds, its files being written already. The plan is durable before the first table changes, so whoever comes next
 * brings a write to its end that another one began: a write takes effect in all of its tables or in none.
 *
 * @param id stands in the summary of each snapshot that the plan makes
 * @param recordedAt of its rows, as ISO-8601 text
 * @param changes one a table
 * @param positions the logs that the write moves on
 */
record CommitPlan(String id, String recordedAt, List<Change> changes, List<LogPosition> positions) {

    /** A new id; ids sort by the moment. */
    static String id(Instant recordedAt) {
        return moment(recordedAt) + "-" + UUID.randomUUID();
    }

    /** What the ids of a moment begin with. */
    static String moment(Instant recordedAt) {
        return "%020d".formatted(recordedAt.getEpochSecond() * 1_000_000 + recordedAt.getNano() / 1000);
    }

    /** What an id begins with. */
    static String moment(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    /**
     * What happens to one table.
     *
     * @param table its name
     * @param rows files with rows to add
     * @param deletes files with keys of rows that were there before
     */
    record Change(String table, List<File> rows, List<File> deletes) {}

    /**
     * A file.
     *
     * @param path its address
     * @param partition the day or month since 1970 in which all of its rows lie; null where they have no day or the table is
     *     not cut
     * @param rows in it
     * @param bytes of it
     */
    record File(String path, @Nullable Integer partition, long rows, long bytes) {}
}
