package io.quanjing.warehouse.engine;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.WarehouseError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses what would not fit, before it reaches the engine, so that one caller's row cannot spoil the commit of others. */
public final class RowCheck {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int SCALE = 4;
    private static final int PRECISION = 18;

    private RowCheck() {}

    /**
     * Checks a row.
     *
     * @throws QuanjingException if a provided column that needs a value has none, or a value does not fit
     */
    public static void check(FactRow row) {
        List<Column> columns = row.table().columns();
        @Nullable Object[] values = row.values();
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            Object value = values[i];
            if (value == null) {
                if (column.required() && (row.provided() >> i & 1) == 1) {
                    throw new QuanjingException(
                            WarehouseError.VALUE_MISSING,
                            "A row of " + row.table().name() + " has no " + column.name() + ", which every row needs.",
                            Map.of("table", row.table().name(), "column", column.name()));
                }
            } else if (!fits(column.type(), value)) {
                throw new QuanjingException(
                        WarehouseError.VALUE_REFUSED,
                        "The value '" + shortened(value) + "' does not fit the column " + column.name() + " of "
                                + row.table().name() + ", which is " + column.type()
                                + ". Maybe it has too many digits or is of another kind.",
                        Map.of("table", row.table().name(), "column", column.name(), "value", shortened(value)));
            }
        }
    }

    private static boolean fits(Column.Type type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String;
            case BIGINT -> value instanceof Long;
            case DECIMAL -> value instanceof BigDecimal number && fits(number);
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate day && day.getYear() >= 1 && day.getYear() <= 9999;
            case TIMESTAMP -> value instanceof Instant at && !at.isBefore(FIRST) && !at.isAfter(LAST);
        };
    }

    private static boolean fits(BigDecimal number) {
        if (number.scale() >= 0 && number.scale() <= SCALE) {
            return number.precision() - number.scale() <= PRECISION - SCALE;
        }
        try {
            return number.setScale(SCALE, RoundingMode.UNNECESSARY).precision() <= PRECISION;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
