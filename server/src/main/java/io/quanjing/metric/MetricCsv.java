package io.quanjing.metric;

import io.quanjing.kernel.Grain;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows of figures as CSV (RFC 4180), for the page and the command line: the first line names the columns as the JSON rows do. */
public final class MetricCsv {

    /** A spreadsheet would run such a cell as a formula. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile(".*[\",\\r\\n].*", Pattern.DOTALL);

    private MetricCsv() {}

    /**
     * The lines, each ended by CR LF; empty cells for values that are unknown or missing. A text that a spreadsheet would take for a
     * formula gets an apostrophe before it.
     */
    public static String write(MetricQuestion question, List<Map<String, @Nullable Object>> rows) {
        List<String> columns = columns(question);
        Set<String> texts = new HashSet<>(question.by());
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (Map<String, @Nullable Object> row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                String column = columns.get(i);
                csv.append(i == 0 ? "" : ",").append(cell(text(row.get(column)), texts.contains(column)));
            }
            csv.append("\r\n");
        }
        return csv.toString();
    }

    /** The columns of the answer to a question, whether it has rows or not. */
    public static List<String> columns(MetricQuestion question) {
        List<String> columns = new ArrayList<>(question.by());
        if (question.grain() != Grain.TOTAL) {
            columns.add("period");
        }
        for (String metric : question.metrics()) {
            columns.add(metric);
            if (question.comparison() != null) {
                columns.add(metric + "_base");
                columns.add(metric + "_change");
            }
        }
        return columns;
    }

    /** A value of a row in letters: numbers without exponent, nothing where there is no value. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> text(new BigDecimal(number.toString()));
            case BigDecimal number -> {
                BigDecimal shortest = number.stripTrailingZeros();
                // One place at least: a rate of 1.0 is no count.
                yield (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
            }
            default -> value.toString();
        };
    }

    static String cell(String plain, boolean text) {
        String cell = text && FORMULA.matcher(plain).matches() ? "'" + plain : plain;
        return QUOTED.matcher(cell).matches() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
