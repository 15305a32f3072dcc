package io.quanjing.migration;

import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a table into pieces that are copied one by one, by the hours in which rows were recorded: the same pieces each time. */
final class FactSliceStore {

    private final Warehouse warehouse;
    private final long rowsAtLeast;

    /**
     * Cuts the tables of a warehouse.
     *
     * @param rowsAtLeast a piece ends with the hour in which it has so many
     */
    FactSliceStore(Warehouse warehouse, long rowsAtLeast) {
        this.warehouse = warehouse;
        this.rowsAtLeast = rowsAtLeast;
    }

    /**
     * A piece.
     *
     * @param from of {@code recorded_at}, inclusive
     * @param until exclusive
     * @param rows how many there are
     */
    record Slice(RawTable table, Instant from, Instant until, long rows) {}

    List<Slice> of(RawTable table) {
        SqlQuery query = SqlQuery.of("""
                SELECT date_trunc('hour', recorded_at) AS hour, count(*) AS row_count
                FROM "%s"
                GROUP BY date_trunc('hour', recorded_at)
                ORDER BY 1
                """.formatted(table.name()));
        List<Slice> slices = new ArrayList<>();
        Instant from = null;
        Instant until = null;
        long rows = 0;
        for (List<@Nullable Object> row :
                warehouse.query(query, QueryOptions.batch()).rows()) {
            if (!(row.getFirst() instanceof Instant hour) || !(row.getLast() instanceof Long count)) {
                throw new IllegalStateException("The table " + table.name() + " has rows that were never recorded.");
            }
            from = from == null ? hour : from;
            until = hour.plus(1, ChronoUnit.HOURS);
            rows += count;
            if (rows >= rowsAtLeast) {
                slices.add(new Slice(table, from, until, rows));
                from = null;
                rows = 0;
            }
        }
        if (from != null && until != null) {
            slices.add(new Slice(table, from, until, rows));
        }
        return slices;
    }

    /**
     * The days of a shop's events and orders.
     *
     * @param shop its id
     * @param currency of its orders, or null where it has none
     */
    record Extent(
            String shop,
            LocalDate first,
            LocalDate last,
            @Nullable String currency) {}

    List<Extent> extents() {
        SqlQuery query = SqlQuery.of("""
                SELECT shop, min(shop_day), max(shop_day), max(currency)
                FROM (
                    SELECT shop, shop_day, CAST(NULL AS VARCHAR) AS currency FROM event
                    UNION ALL
                    SELECT shop, shop_day, currency FROM order_header) AS happened
                GROUP BY shop
                ORDER BY shop
                """);
        List<Extent> extents = new ArrayList<>();
        for (List<@Nullable Object> row :
                warehouse.query(query, QueryOptions.batch()).rows()) {
            if (row.get(0) instanceof String shop
                    && row.get(1) instanceof LocalDate first
                    && row.get(2) instanceof LocalDate last) {
                extents.add(new Extent(shop, first, last, (String) row.get(3)));
            }
        }
        return extents;
    }
}
