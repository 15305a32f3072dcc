package io.quanjing.ingest.quality;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at of a table.
 *
 * @param title what people call it, by language
 * @param day the column of its day if it is made from other tables and has no source; null for facts
 * @param needed the columns that metrics stand on
 * @param identity the columns that, all equal, make two rows the same happening; empty if nothing does
 */
record FactSubject(Map<String, String> title, @Nullable String day, List<String> needed, List<String> identity) {

    FactSubject(
            Map<String, String> title,
            @Nullable String day,
            @Nullable List<String> needed,
            @Nullable List<String> identity) {
        this.title = title;
        this.day = day;
        this.needed = needed == null ? List.of() : List.copyOf(needed);
        this.identity = identity == null ? List.of() : List.copyOf(identity);
    }
}
