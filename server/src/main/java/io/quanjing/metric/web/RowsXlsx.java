package io.quanjing.metric.web;

import io.quanjing.metric.MetricAnswer.Label;
import io.quanjing.metric.MetricRows.Column;
import io.quanjing.metric.MetricRows.Figure;
import io.quanjing.metric.MetricRows.Kind;
import io.quanjing.metric.MetricRows.Part;
import io.quanjing.metric.MetricRows.Sheets;
import io.quanjing.metric.MetricRows.Total;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** The rows behind a figure as a workbook: what they add up to on the first sheet, then one sheet for each table. No cell is a formula. */
final class RowsXlsx {

    private static final int FLUSHED_ROWS = 1_000;
    private static final int LONGEST_NAME = 28;

    private final boolean chinese;

    RowsXlsx(boolean chinese) {
        this.chinese = chinese;
    }

    void write(Sheets sheets, OutputStream out) throws IOException {
        Figure figure = sheets.figure();
        try (Workbook workbook = new Workbook(out, "Quanjing", "1.0")) {
            summary(workbook.newWorksheet(chinese ? "合计" : "Total"), figure);
            Set<String> names = new HashSet<>();
            for (int p = 0; p < figure.parts().size(); p++) {
                rows(
                        workbook.newWorksheet(name(figure.parts().get(p), names)),
                        figure.parts().get(p),
                        sheets.rows().get(p));
            }
        }
    }

    private String name(Part part, Set<String> names) {
        String title = text(part.title()).replaceAll("[\\\\/?*\\[\\]:']", " ");
        String name = title.length() > LONGEST_NAME ? title.substring(0, LONGEST_NAME) : title;
        String free = name;
        for (int n = 2; !names.add(free.toLowerCase(Locale.ROOT)); n++) {
            free = name + " " + n;
        }
        return free;
    }

    private void summary(Worksheet sheet, Figure figure) throws IOException {
        sheet.width(0, 36);
        sheet.width(1, 30);
        sheet.width(2, 24);
        int r = line(sheet, 0, chinese ? "指标" : "Figure", figure.metric());
        r = line(
                sheet,
                r,
                chinese ? "日期" : "Days",
                figure.range().from() + " – " + figure.range().to());
        r = line(sheet, r, chinese ? "公式" : "Formula", formula(figure));
        sheet.inlineString(r, 0, chinese ? "数值" : "Value");
        if (figure.value() == null) {
            sheet.inlineString(r, 1, chinese ? "未知" : "unknown");
        } else {
            sheet.value(r, 1, new BigDecimal(figure.value().toString()));
        }
        if (figure.currency() != null) {
            sheet.inlineString(r, 2, figure.currency());
        }
        r += 2;
        String[] heads = chinese ? new String[] {"由下列合计得出", "合计", "怎样合计"} : new String[] {"Made of", "Total", "How"};
        for (int c = 0; c < heads.length; c++) {
            sheet.inlineString(r, c, heads[c]);
            sheet.style(r, c).bold().set();
        }
        for (Part part : figure.parts()) {
            for (Total total : part.totals()) {
                r++;
                sheet.inlineString(r, 0, title(total, part.whole()));
                sheet.value(r, 1, new BigDecimal(total.value()));
                sheet.inlineString(r, 2, how(total.how()));
            }
        }
        // The sheets that follow are written in pieces, for which the one before has to have ended.
        sheet.finish();
    }

    private static int line(Worksheet sheet, int row, String title, String value) {
        sheet.inlineString(row, 0, title);
        sheet.inlineString(row, 1, value);
        return row + 1;
    }

    private String formula(Figure figure) {
        String formula = figure.formula();
        for (Part part : figure.parts()) {
            for (Total total : part.totals()) {
                formula = formula.replace("{" + total.name() + "}", title(total, part.whole()));
            }
        }
        return formula.replace("{", "").replace("}", "");
    }

    private String title(Total total, boolean whole) {
        return (whole ? (chinese ? "全部" : "All: ") : "") + text(total.title());
    }

    private String how(String how) {
        return switch (how) {
            case "sum" -> chinese ? "求和" : "sum";
            case "count" -> chinese ? "计数" : "count";
            case "distinct_by_day" -> chinese ? "每天去重计数后相加（按店铺）" : "distinct of each day, added up, by shop";
            default -> chinese ? "去重计数（按店铺）" : "distinct, by shop";
        };
    }

    private void rows(Worksheet sheet, Part part, List<List<@Nullable Object>> rows) throws IOException {
        sheet.freezePane(0, 1);
        List<Column> columns = part.columns();
        for (int c = 0; c < columns.size(); c++) {
            sheet.width(c, columns.get(c).kind() == Kind.MOMENT ? 20 : 16);
            sheet.inlineString(0, c, text(columns.get(c).title()));
            sheet.style(0, c).bold().set();
        }
        int r = 1;
        for (List<@Nullable Object> row : rows) {
            for (int c = 0; c < columns.size(); c++) {
                Object value = row.get(c);
                if (value != null) {
                    write(sheet, r, c, columns.get(c).kind(), value.toString());
                }
            }
            if (r % FLUSHED_ROWS == 0) {
                sheet.flush();
            }
            r++;
        }
        sheet.finish();
    }

    private static void write(Worksheet sheet, int r, int c, Kind kind, String value) {
        switch (kind) {
            case TEXT -> sheet.inlineString(r, c, value);
            case COUNT, NUMBER, AMOUNT -> sheet.value(r, c, new BigDecimal(value));
            case DAY -> {
                sheet.value(r, c, LocalDate.parse(value));
                sheet.style(r, c).format("yyyy-mm-dd").set();
            }
            case MOMENT -> {
                sheet.value(r, c, LocalDateTime.parse(value));
                sheet.style(r, c).format("yyyy-mm-dd hh:mm:ss").set();
            }
        }
    }

    private String text(Label label) {
        return chinese ? label.zh() : label.en();
    }
}
