package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowFormatTest {

    private static final MetricQuestion QUESTION = new MetricQuestion(
            List.of("gmv", "refund_rate_amount"),
            new DayRange(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 1)),
            Grain.TOTAL,
            List.of("region"),
            Map.of(),
            List.of(),
            null,
            null,
            null);

    @Test
    void keepsAmountsAsStringsAndRatesAsPlainNumbersInJson() {
        assertThat(print(RowFormat.JSON, List.of(row("上海", "326457.79", new BigDecimal("0.0000004")))))
                .contains("\"gmv\" : \"326457.79\"")
                .contains("\"refund_rate_amount\" : 0.0000004")
                .contains("上海");
    }

    @Test
    void writesNullsAsNullInJsonAndAsNothingInCsv() {
        List<Map<String, @Nullable Object>> rows = List.of(row("上海", "1.00", null));

        assertThat(print(RowFormat.JSON, rows)).contains("\"refund_rate_amount\" : null");
        assertThat(print(RowFormat.CSV, rows)).isEqualTo("region,gmv,refund_rate_amount\r\n上海,1.00,\r\n");
    }

    @Test
    void quotesWhatWouldBreakACsvLine() {
        assertThat(print(RowFormat.CSV, List.of(row("a,\"b\"\nc", "1.00", 1L))))
                .contains("\"a,\"\"b\"\"\nc\",1.00,1\r\n");
    }

    @Test
    void disarmsWhatASpreadsheetWouldRun() {
        assertThat(print(RowFormat.CSV, List.of(row("=cmd|' /C calc'!A0", "-1.00", null))))
                .endsWith("\r\n'=cmd|' /C calc'!A0,-1.00,\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void printsANumberOfTheFolderAsThatOfAServer(RowFormat format) {
        // As the engine gives it, and as JSON has it.
        String local = print(format, List.of(row("上海", "1.00", 1.0E-4)));
        assertThat(local).isEqualTo(print(format, List.of(row("上海", "1.00", new BigDecimal("1.0E-4")))));
        assertThat(local).containsPattern("0\\.0001\\b");
    }

    @Test
    void printsTheHeaderWhereThereIsNoRow() {
        assertThat(print(RowFormat.CSV, List.of())).isEqualTo("region,gmv,refund_rate_amount\r\n");
        assertThat(print(RowFormat.JSON, List.of()).strip()).isEqualTo("[ ]");
    }

    @Test
    void linesUpColumnsWithChineseCharacters() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        rows.add(row("内蒙古", "1.00", new BigDecimal("0.1")));
        rows.add(row("Spain", "12345.00", new BigDecimal("0.25")));

        assertThat(print(RowFormat.TABLE, rows).lines())
                .containsExactly(
                        "region       gmv  refund_rate_amount",
                        "内蒙古      1.00                 0.1",
                        "Spain   12345.00                0.25");
    }

    private static Map<String, @Nullable Object> row(String region, String gmv, @Nullable Object rate) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("region", region);
        row.put("gmv", gmv);
        row.put("refund_rate_amount", rate);
        return row;
    }

    private static String print(RowFormat format, List<Map<String, @Nullable Object>> rows) {
        StringWriter out = new StringWriter();
        format.print(QUESTION, rows, new PrintWriter(out, true));
        return out.toString();
    }
}
