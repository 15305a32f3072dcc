package io.quanjing.metric;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer as CSV (RFC 4180): the first line names the columns as the JSON rows do. */
public final class MetricCsv {

    /** A spreadsheet would run such a cell as a formula. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile(".*[\",\\r\\n].*", Pattern.DOTALL);

    private MetricCsv() {}

    /**
     * The lines, each ended by CR LF; empty cells for values that are unknown or missing. A text that a spreadsheet would take for a
     * formula gets an apostrophe before it.
     */
    public static String write(MetricQuestion question, MetricAnswer answer) {
        Set<String> figures = new LinkedHashSet<>();
        List<String> columns = new ArrayList<>(question.by());
        if (question.grain() != io.quanjing.kernel.Grain.TOTAL) {
            columns.add("period");
        }
        for (String metric : question.metrics()) {
            figures.add(metric);
            if (question.comparison() != null) {
                figures.add(metric + "_base");
                figures.add(metric + "_change");
            }
        }
        columns.addAll(figures);
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (Map<String, @Nullable Object> row : answer.rows()) {
            for (int i = 0; i < columns.size(); i++) {
                String column = columns.get(i);
                csv.append(i == 0 ? "" : ",").append(cell(row.get(column), figures.contains(column)));
            }
            csv.append("\r\n");
        }
        return csv.toString();
    }

    private static String cell(@Nullable Object value, boolean figure) {
        if (value == null) {
            return "";
        }
        String text = value instanceof Double number
                ? new java.math.BigDecimal(number.toString()).toPlainString()
                : value.toString();
        if (!figure && FORMULA.matcher(text).matches()) {
            text = "'" + text;
        }
        return QUOTED.matcher(text).matches() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
