package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.metric.MetricRows.Column;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Sheets;
import io.quanjing.metric.MetricRows.Total;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.Metric;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds the rows behind a figure anew, by a few lines that know nothing of tables. */
final class AddedRows {

    private AddedRows() {}

    /** Holds the rows against the row of an answer, or against its base. */
    static void same(MetricRows rows, Dictionary dictionary, RowsQuestion asked, Map<String, @Nullable Object> row) {
        same(rows, dictionary, asked, row.get(asked.base() ? asked.metric() + "_base" : asked.metric()));
    }

    /** Holds the rows against a figure. */
    static void same(MetricRows rows, Dictionary dictionary, RowsQuestion asked, @Nullable Object expected) {
        Metric metric = dictionary.metric(asked.metric());
        Sheets sheets = rows.export(asked, Story.EVERYTHING);
        String what = metric.id() + " " + asked.cell() + " " + asked.period() + " "
                + asked.question().range() + " " + asked.question().where();
        assertThat(sheets.figure().value()).as(what).isEqualTo(expected);
        Map<String, BigDecimal> totals = totals(sheets);
        sheets.figure()
                .parts()
                .forEach(part -> part.totals()
                        .forEach(total -> assertThat(totals.get(total.name()))
                                .as(what + ": " + total.name())
                                .isEqualByComparingTo(total.value())));
        assertThat(AnswerRows.word(metric, metric.definition().value(totals)))
                .as(what)
                .isEqualTo(expected);
    }

    /** What the cells of the rows add up to, by the names that the formula has for them. */
    private static Map<String, BigDecimal> totals(Sheets sheets) {
        Map<String, BigDecimal> totals = new HashMap<>();
        for (int p = 0; p < sheets.rows().size(); p++) {
            Part part = sheets.figure().parts().get(p);
            List<List<@Nullable Object>> rows = sheets.rows().get(p);
            assertThat(rows).hasSize(Math.toIntExact(part.rows()));
            List<String> ids = part.columns().stream().map(Column::id).toList();
            for (Total total : part.totals()) {
                int column = ids.indexOf(total.column());
                BigDecimal sum = BigDecimal.ZERO;
                Set<Object> different = new HashSet<>();
                Set<Object> differentOfDays = new HashSet<>();
                long count = 0;
                for (List<@Nullable Object> row : rows) {
                    Object cell = row.get(column);
                    if (cell == null) {
                        continue;
                    }
                    count++;
                    different.add(List.of(String.valueOf(row.getFirst()), cell));
                    differentOfDays.add(
                            List.of(String.valueOf(row.getFirst()), String.valueOf(row.get(ids.indexOf("day"))), cell));
                    if (total.how().equals("sum")) {
                        sum = sum.add(new BigDecimal(cell.toString()));
                    }
                }
                totals.put(
                        total.name(),
                        switch (total.how()) {
                            case "sum" -> sum;
                            case "count" -> BigDecimal.valueOf(count);
                            case "distinct" -> BigDecimal.valueOf(different.size());
                            case "distinct_by_day" -> BigDecimal.valueOf(differentOfDays.size());
                            default -> throw new IllegalArgumentException(total.how());
                        });
            }
        }
        return totals;
    }
}
