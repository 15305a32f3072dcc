package io.quanjing.metric.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.DayRange;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricRows.Column;
import io.quanjing.metric.MetricRows.Figure;
import io.quanjing.metric.MetricRows.Kind;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Sheets;
import io.quanjing.metric.MetricRows.Total;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are written in pieces, and each table has a sheet of its own. */
class RowsXlsxTest {

    private static final Column AMOUNT = new Column("amount", new Label("金额", "Amount"), Kind.AMOUNT, null, true);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 2_500})
    void hasEachRowOfEachTable(int rows) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new RowsXlsx(false).write(sheets(rows), file);

        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file.toByteArray()))) {
            List<Sheet> sheets = workbook.getSheets().toList();
            assertThat(sheets).extracting(Sheet::getName).containsExactly("Total", "Orders", "Orders 2");
            assertThat(sheets.get(0).read().getFirst().getCellText(1)).isEqualTo("gmv");
            for (int part = 1; part <= 2; part++) {
                List<String> amounts = sheets.get(part).read().stream()
                        .skip(1)
                        .map(row -> row.getCellText(0))
                        .toList();
                assertThat(amounts).hasSize(rows).allMatch("1.25"::equals);
            }
        }
    }

    private static Sheets sheets(int rows) {
        Part part = new Part(
                "order_header",
                new Label("订单", "Orders"),
                false,
                rows,
                List.of(AMOUNT),
                List.of(new Total("paid", "amount", new Label("支付", "Paid"), "sum", "1.25")));
        DayRange days = new DayRange(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-12"));
        List<List<@Nullable Object>> table = IntStream.range(0, rows)
                .<List<@Nullable Object>>mapToObj(row -> List.<@Nullable Object>of("1.25"))
                .toList();
        return new Sheets(
                new Figure("gmv", days, "amount", "CNY", "1.25", "{paid}", false, List.of(part, part)),
                List.of(table, table));
    }
}
