package io.quanjing.explore;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A figure of a row before and now, as exact as the answer has it. */
record Side(@Nullable BigDecimal base, @Nullable BigDecimal current) {

    static Side of(Map<String, @Nullable Object> row, String metric) {
        return new Side(number(row.get(metric + "_base")), number(row.get(metric)));
    }

    /** For what adds up: no rows are zero. */
    static Side orZero(Map<String, @Nullable Object> row, String metric) {
        Side side = of(row, metric);
        return new Side(
                side.base == null ? BigDecimal.ZERO : side.base, side.current == null ? BigDecimal.ZERO : side.current);
    }

    boolean known() {
        return base != null && current != null;
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }
}
