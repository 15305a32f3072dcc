package io.quanjing.warehouse.trino;

import io.quanjing.warehouse.Column;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** The columns of the warehouse in Iceberg's types, and how tables are cut into partitions. */
final class IcebergSchema {

    private static final int PRECISION = 18;
    private static final int SCALE = 4;

    /** The day by which each table is asked; tables without such a column are one partition. */
    private static final List<String> DAYS = List.of("shop_day", "paid_day", "refund_day");

    /** So large that a day is a partition; the others would only make small files of it and are cut by month. */
    private static final List<String> BY_DAY = List.of("event", "visitor_hour", "visitor_product_hour", "session");

    private IcebergSchema() {}

    static Schema of(List<Column> columns) {
        List<NestedField> fields = new ArrayList<>();
        for (Column column : columns) {
            int id = fields.size() + 1;
            fields.add(
                    column.required()
                            ? NestedField.required(id, column.name(), type(column.type()))
                            : NestedField.optional(id, column.name(), type(column.type())));
        }
        return new Schema(fields);
    }

    static Type type(Column.Type type) {
        return switch (type) {
            case TEXT -> Types.StringType.get();
            case BIGINT -> Types.LongType.get();
            case DECIMAL -> Types.DecimalType.of(PRECISION, SCALE);
            case BOOLEAN -> Types.BooleanType.get();
            case DATE -> Types.DateType.get();
            case TIMESTAMP -> Types.TimestampType.withoutZone();
        };
    }

    static PartitionSpec partitions(String table, Schema schema) {
        String day = day(schema.columns().stream().map(NestedField::name).toList());
        if (day == null) {
            return PartitionSpec.unpartitioned();
        }
        PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
        return BY_DAY.contains(table)
                ? builder.identity(day).build()
                : builder.month(day).build();
    }

    /** The column by which a table is cut. */
    static @Nullable String day(List<String> columns) {
        return DAYS.stream().filter(columns::contains).findFirst().orElse(null);
    }

    /** A value as Iceberg's own records hold it. */
    static @Nullable Object stored(@Nullable Object value) {
        return value instanceof Instant at ? LocalDateTime.ofInstant(at, ZoneOffset.UTC) : value;
    }
}
