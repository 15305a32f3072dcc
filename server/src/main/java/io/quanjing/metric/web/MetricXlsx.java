package io.quanjing.metric.web;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.MetricAnswer;
import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricQuestion;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Rows of figures as a workbook for people: titles in the reader's language, figures as numbers with a format. A text is a text, whatever it
 * begins with: no cell is a formula. Rows leave as they are written, so that a workbook takes no more memory than its answer.
 */
final class MetricXlsx {

    private static final int FLUSHED_ROWS = 1_000;
    private static final String DAY = "yyyy-mm-dd";
    private static final String RATE = "0.00%";

    private final MetricQuestion question;
    private final MetricDictionary dictionary;
    private final boolean chinese;

    /** One column: its head, and what it shows of a row. */
    private record Column(
            String head,
            double width,
            @Nullable String format,
            Function<Map<String, @Nullable Object>, @Nullable Object> value) {}

    MetricXlsx(MetricQuestion question, MetricDictionary dictionary, boolean chinese) {
        this.question = question;
        this.dictionary = dictionary;
        this.chinese = chinese;
    }

    void write(MetricAnswer answer, OutputStream out) throws IOException {
        List<Column> columns = columns(answer);
        try (Workbook workbook = new Workbook(out, "Quanjing", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(
                    question.range().from() + " " + question.range().to());
            sheet.freezePane(0, 1);
            for (int c = 0; c < columns.size(); c++) {
                sheet.width(c, columns.get(c).width());
                sheet.inlineString(0, c, columns.get(c).head());
                sheet.style(0, c).bold().set();
            }
            int r = 1;
            for (Map<String, @Nullable Object> row : answer.rows()) {
                for (int c = 0; c < columns.size(); c++) {
                    write(sheet, r, c, columns.get(c), columns.get(c).value().apply(row));
                }
                if (r % FLUSHED_ROWS == 0) {
                    sheet.flush();
                }
                r++;
            }
        }
    }

    private static void write(Worksheet sheet, int row, int c, Column column, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Number number -> {
                sheet.value(row, c, number);
                if (column.format() != null) {
                    sheet.style(row, c).format(column.format()).set();
                }
            }
            case LocalDate day -> {
                sheet.value(row, c, day);
                sheet.style(row, c).format(DAY).set();
            }
            default -> sheet.inlineString(row, c, value.toString());
        }
    }

    private List<Column> columns(MetricAnswer answer) {
        List<Column> columns = new ArrayList<>();
        for (String id : question.by()) {
            String title = dictionary.dimensions().stream()
                    .filter(dimension -> dimension.id().equals(id))
                    .map(dimension -> text(dimension.title()))
                    .findFirst()
                    .orElse(id);
            Map<String, Label> titles = answer.labels().getOrDefault(id, Map.of());
            if (!titles.isEmpty()) {
                columns.add(new Column(title, 30, null, row -> {
                    Label label = titles.get(String.valueOf(row.get(id)));
                    return label == null ? null : text(label);
                }));
            }
            columns.add(new Column(titles.isEmpty() ? title : title + " ID", 20, null, row -> row.get(id)));
        }
        if (question.grain() != Grain.TOTAL) {
            boolean days = question.grain() == Grain.DAY || question.grain() == Grain.WEEK;
            columns.add(new Column(chinese ? "周期" : "Period", 16, null, row -> {
                String period = String.valueOf(row.get("period"));
                return days ? LocalDate.parse(period) : period;
            }));
        }
        for (String id : question.metrics()) {
            MetricDictionary.Metric metric = dictionary.metrics().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            String title = text(metric.title());
            String format = format(metric.unit());
            columns.add(new Column(title, 16, format, row -> number(row.get(id))));
            if (question.comparison() != null) {
                columns.add(new Column(
                        title + (chinese ? "（对比期）" : " (compared)"), 16, format, row -> number(row.get(id + "_base"))));
                columns.add(new Column(
                        title + (chinese ? "变化" : " change"), 14, RATE, row -> change(row.get(id + "_change"))));
            }
        }
        return columns;
    }

    private String text(Label label) {
        return chinese ? label.zh() : label.en();
    }

    private static String format(String unit) {
        return switch (unit) {
            case "amount" -> "#,##0.00";
            case "count" -> "#,##0";
            case "rate" -> RATE;
            default -> "#,##0.0";
        };
    }

    /** Amounts come as decimals in letters. */
    private static @Nullable Object number(@Nullable Object value) {
        return value instanceof String amount ? new BigDecimal(amount) : value;
    }

    private @Nullable Object change(@Nullable Object value) {
        if (!(value instanceof String reason)) {
            return value;
        }
        if (!chinese) {
            return reason;
        }
        return reason.equals("new") ? "新增" : "历史不足";
    }
}
