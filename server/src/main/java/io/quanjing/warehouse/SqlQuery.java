package io.quanjing.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rendered question.
 *
 * @param sql the statement in the warehouse's {@link Warehouse#dialect()}, with {@code ?} for each bind value
 * @param binds the bind values: String, Long, BigDecimal, Boolean, LocalDate, Instant or null
 */
public record SqlQuery(String sql, List<@Nullable Object> binds) {

    /** A statement without bind values. */
    public static SqlQuery of(String sql) {
        return new SqlQuery(sql, List.of());
    }
}
