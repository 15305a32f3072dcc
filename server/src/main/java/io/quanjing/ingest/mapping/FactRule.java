package io.quanjing.ingest.mapping;

import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.RowReason;
import io.quanjing.warehouse.Column;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.TableSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a row, or a group of rows, becomes a fact of one table.
 *
 * @param table the table
 * @param when which rows do; null means all
 * @param setters the columns that the mapping fills
 * @param completion fills what follows from the rest
 * @param check what the whole has to keep
 */
record FactRule(
        TableSchema table, @Nullable Expression when, List<Setter> setters, Completion completion, FactCheck check) {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int DECIMALS = 4;
    private static final int DIGITS = 14;

    FactRule(TableSchema table, @Nullable Expression when, List<Setter> setters) {
        this(table, when, setters, new Completion(table), new FactCheck(table));
    }

    /** The same for values that the condition was asked of before. */
    FactRule unconditional() {
        return new FactRule(table, null, setters, completion, check);
    }

    /** A column and its value. */
    record Setter(int index, Column column, Expression value) {}

    /** What is the same for all rows of a run. */
    record Constants(String shop, String source, String currency, ShopDays days, Pseudonyms pseudonyms) {}

    /** The fact, or null if the row makes none or breaks a rule. */
    @Nullable FactRow fact(RowFrame row, Constants constants) {
        if (when != null && !when.holds(row)) {
            return null;
        }
        FactRow fact = FactRow.of(table);
        @Nullable Object[] values = fact.values();
        for (Setter setter : setters) {
            values[setter.index()] = fit(setter.value().value(row), setter.column(), row);
        }
        completion.fill(values, constants);
        check.check(values, constants, row);
        return row.issue() == null ? fact : null;
    }

    private static @Nullable Object fit(@Nullable Object value, Column column, RowFrame row) {
        if (value == null) {
            return null;
        }
        return switch (column.type()) {
            case TEXT -> Operators.text(value);
            case BIGINT -> whole(value, column, row);
            case DECIMAL -> decimal(Operators.decimal(value), column, row);
            case BOOLEAN, DATE -> value;
            case TIMESTAMP -> {
                Instant time = value instanceof LocalDate day ? row.times.instant(day.atStartOfDay()) : (Instant) value;
                yield time.isBefore(EARLIEST) || time.isAfter(LATEST) ? outside(column, time, row) : time;
            }
        };
    }

    private static @Nullable Object whole(Object value, Column column, RowFrame row) {
        if (value instanceof Long) {
            return value;
        }
        try {
            return ((BigDecimal) value).longValueExact();
        } catch (ArithmeticException e) {
            return row.refuse(
                    RowReason.NOT_AN_INTEGER,
                    "The " + column.name() + " would be " + value + ", which is not a whole number.",
                    Map.of("column", column.name(), "value", value.toString()));
        }
    }

    private static @Nullable Object decimal(BigDecimal value, Column column, RowFrame row) {
        BigDecimal fitted = value.scale() > DECIMALS ? value.setScale(DECIMALS, RoundingMode.HALF_UP) : value;
        return fitted.precision() - fitted.scale() > DIGITS ? outside(column, value, row) : fitted;
    }

    private static @Nullable Object outside(Column column, Object value, RowFrame row) {
        return row.refuse(
                RowReason.OUT_OF_RANGE,
                "The " + column.name() + " would be " + value + ", which is outside what a fact can hold.",
                Map.of("column", column.name(), "value", ColumnRule.cut(value.toString())));
    }

    /** What an expression has to give for a column. */
    static boolean accepts(Column column, ValueKind kind) {
        return kind == ValueKind.NOTHING
                || switch (column.type()) {
                    case TEXT -> kind == ValueKind.TEXT || kind == ValueKind.NUMBER;
                    case BIGINT, DECIMAL -> kind == ValueKind.NUMBER;
                    case BOOLEAN -> kind == ValueKind.BOOLEAN;
                    case DATE -> kind == ValueKind.DAY;
                    case TIMESTAMP -> kind == ValueKind.TIME || kind == ValueKind.DAY;
                };
    }
}
