package io.quanjing.metric;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Formula;
import io.quanjing.metric.plan.PlanNode.Merge;
import io.quanjing.metric.sql.PlanRenderer;
import io.quanjing.warehouse.ResultTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the warehouse's answer.
 *
 * @param key what it is about
 * @param measures the aggregates by measure id; none where the table had no row
 */
record MeasuredRow(RowKey key, Map<String, BigDecimal> measures) {

    /**
     * What a row is about.
     *
     * @param period the start of the period, null for a total
     * @param values the dimensions' values in the order of the question
     */
    record RowKey(@Nullable LocalDateTime period, List<@Nullable Object> values) {}

    /** Reads the rows by key, and the currencies that they met. */
    static Map<RowKey, MeasuredRow> read(ResultTable table, Merge merge, Grain grain, Set<String> currencies) {
        int periodColumns = switch (grain) {
            case TOTAL -> 0;
            case HOUR -> 2;
            case DAY, WEEK, MONTH -> 1;
        };
        int keys = merge.keys().size();
        Map<RowKey, MeasuredRow> rows = new LinkedHashMap<>();
        for (List<@Nullable Object> row : table.rows()) {
            LocalDateTime period = null;
            if (periodColumns > 0) {
                period = ((LocalDate) Objects.requireNonNull(row.get(0))).atStartOfDay();
                if (periodColumns == 2) {
                    period = period.plusHours(
                            number(Objects.requireNonNull(row.get(1))).longValue());
                }
            }
            List<@Nullable Object> values = new ArrayList<>(row.subList(periodColumns, keys));
            Map<String, BigDecimal> measures = new HashMap<>();
            for (int i = 0; i < merge.measures().size(); i++) {
                Object value = row.get(keys + i);
                if (value != null) {
                    measures.put(merge.measures().get(i).id(), number(value));
                }
            }
            for (int i = keys + merge.measures().size(); i < row.size(); i++) {
                Object currency = row.get(i);
                if (currency != null) {
                    currencies.add(currency.toString());
                }
            }
            RowKey key = new RowKey(period, values);
            rows.put(key, new MeasuredRow(key, measures));
        }
        return rows;
    }

    /** The rows, each with the totals of its period. */
    static Map<RowKey, MeasuredRow> withTotals(Map<RowKey, MeasuredRow> rows, Map<RowKey, MeasuredRow> totals) {
        Map<RowKey, MeasuredRow> with = new LinkedHashMap<>();
        rows.forEach((key, row) -> {
            Map<String, BigDecimal> measures = new HashMap<>(row.measures());
            MeasuredRow total = totals.get(new RowKey(key.period(), List.of()));
            if (total != null) {
                total.measures().forEach((id, value) -> measures.put(Formula.total(id), value));
            }
            with.put(key, new MeasuredRow(key, measures));
        });
        return with;
    }

    static BigDecimal number(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double real -> BigDecimal.valueOf(real);
            case Number number -> BigDecimal.valueOf(number.longValue());
            default ->
                throw new IllegalStateException("The column " + PlanRenderer.class.getSimpleName()
                        + " asked for is no number: " + value.getClass().getName());
        };
    }
}
