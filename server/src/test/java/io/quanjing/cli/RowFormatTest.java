package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFormatTest {

    private static final List<String> COLUMNS = List.of("region", "gmv", "refund_rate_amount");

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
        format.print(rows, COLUMNS, new PrintWriter(out, true));
        return out.toString();
    }
}
