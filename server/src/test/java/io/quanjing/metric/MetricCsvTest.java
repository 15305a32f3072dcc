package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricQuestion.Comparison;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricCsvTest {

    private static final DayRange DAY = new DayRange(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 1));

    @Test
    void numbersStayNumbersAndTextsThatWouldRunAreDisarmed() {
        assertThat(csv("-5.00", "=1+1")).isEqualTo("'=1+1,2026-02-01,-5.00,,\r\n");
        assertThat(csv("1.00", "@sum")).startsWith("'@sum,");
        assertThat(csv("1.00", "-2")).startsWith("'-2,");
        assertThat(csv("1.00", "a\"b,c")).startsWith("\"a\"\"b,c\",");
        assertThat(csv("1.00", null)).startsWith(",2026-02-01,");
    }

    @Test
    void ratesAreWrittenOutInFull() {
        assertThat(csv(0.0000123, "x")).isEqualTo("x,2026-02-01,0.0000123,,\r\n");
        assertThat(csv(1.0E-4, "x")).isEqualTo("x,2026-02-01,0.0001,,\r\n");
        assertThat(csv(1.0, "x")).isEqualTo("x,2026-02-01,1.0,,\r\n");
    }

    private static String csv(Object gmv, @Nullable String product) {
        MetricQuestion question = new MetricQuestion(
                List.of("gmv"),
                DAY,
                Grain.DAY,
                List.of("product"),
                Map.of(),
                List.of(),
                Comparison.PREVIOUS,
                null,
                null);
        Map<String, @Nullable Object> row =
                MetricEngineTest.row("product", product, "period", "2026-02-01", "gmv", gmv);
        String[] lines = MetricCsv.write(question, List.of(row)).split("(?<=\r\n)", -1);
        assertThat(lines[0]).isEqualTo("product,period,gmv,gmv_base,gmv_change\r\n");
        return lines[1];
    }
}
