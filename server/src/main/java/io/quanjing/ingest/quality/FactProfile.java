package io.quanjing.ingest.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source told of a table, day by day.
 *
 * @param source empty for a table that is made from all sources
 * @param days the shop days that have rows
 * @param deliveries the hours in which something was recorded, of the 42 days before the last one, in their order
 * @param lastAt when the last thing happened; null for a table that is made from others
 * @param lastRecordedAt when the last row was learned; null for a table that is made from others
 */
record FactProfile(
        String shop,
        String source,
        String fact,
        NavigableMap<LocalDate, Day> days,
        List<Instant> deliveries,
        @Nullable Instant lastAt,
        @Nullable Instant lastRecordedAt) {

    /**
     * A shop day.
     *
     * @param known how many rows have a value, by column
     */
    record Day(long rows, Map<String, Long> known) {}

    /** How many rows a day has. */
    long rows(LocalDate day) {
        Day found = days.get(day);
        return found == null ? 0 : found.rows();
    }

    /** How many rows the days from one to another have, both included. */
    long rows(LocalDate from, LocalDate to) {
        return days.subMap(from, true, to, true).values().stream()
                .mapToLong(Day::rows)
                .sum();
    }
}
