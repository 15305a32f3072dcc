package io.quanjing.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer.
 *
 * @param columns the column names
 * @param rows one list per row, in the order of the columns; values are String, Long, BigDecimal, Double, Boolean, LocalDate, Instant or
 *     null
 */
public record ResultTable(List<String> columns, List<List<@Nullable Object>> rows) {}
