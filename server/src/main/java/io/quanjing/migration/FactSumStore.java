package io.quanjing.migration;

import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.RawTable;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts and sums up the rows of raw tables, defined alike for both engines: each value becomes a text of one form, the texts of a row are joined,
 * and the first eight hexadecimal digits of their MD5 are added up over all rows.
 */
final class FactSumStore {

    private final Warehouse warehouse;

    FactSumStore(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    TableSum of(RawTable table) {
        String text = table.columns().stream().map(this::text).collect(Collectors.joining(" || chr(31) || "));
        String number = switch (warehouse.dialect()) {
            case DUCKDB -> "CAST('0x' || substr(md5(" + text + "), 1, 8) AS BIGINT)";
            case TRINO -> "from_base(substr(to_hex(md5(to_utf8(" + text + "))), 1, 8), 16)";
        };
        SqlQuery query = SqlQuery.of("""
                SELECT count(*) AS row_count, CAST(coalesce(sum(%s), 0) AS VARCHAR) AS check_sum
                FROM "%s"
                """.formatted(number, table.name()));
        List<@Nullable Object> row =
                warehouse.query(query, QueryOptions.batch()).rows().getFirst();
        return new TableSum(row.getFirst() instanceof Long rows ? rows : 0, String.valueOf(row.getLast()));
    }

    /** A value as both engines write it; nothing is a character that no value has. */
    private String text(Column column) {
        String name = "\"" + column.name() + "\"";
        String text = switch (column.type()) {
            case TEXT -> name;
            case BIGINT, DECIMAL, BOOLEAN, DATE -> "CAST(" + name + " AS VARCHAR)";
            case TIMESTAMP ->
                switch (warehouse.dialect()) {
                    case DUCKDB -> "strftime(" + name + ", '%Y-%m-%d %H:%M:%S.%f')";
                    case TRINO -> "CAST(" + name + " AS VARCHAR)";
                };
        };
        return "coalesce(" + text + ", chr(30))";
    }
}
