package io.quanjing.ingest.retention;

import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the warehouse for facts that are older than a day. */
final class OldFactStore {

    private final Warehouse warehouse;

    OldFactStore(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Rows of a table.
     *
     * @param first the day of the oldest; null if there are none
     * @param count how many there are before the day, without those of the history
     */
    record Found(@Nullable LocalDate first, long count) {}

    Found before(String table, LocalDate day) {
        SqlQuery query = new SqlQuery("""
                SELECT min(shop_day), count(CASE WHEN shop_day < ? THEN 1 END)
                FROM %s
                """.formatted(warehouse.table(table).name()), List.of(day));
        List<@Nullable Object> row =
                warehouse.query(query, QueryOptions.batch()).rows().getFirst();
        return new Found((LocalDate) row.getFirst(), row.getLast() instanceof Number count ? count.longValue() : 0);
    }
}
