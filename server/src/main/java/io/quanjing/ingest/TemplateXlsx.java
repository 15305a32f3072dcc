package io.quanjing.ingest;

import io.quanjing.ingest.mapping.Template;
import io.quanjing.ingest.mapping.Template.Column;
import io.quanjing.ingest.mapping.Template.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.DataValidationErrorStyle;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A template as a workbook: the header on the first sheet, which is the one that an import reads, and what the columns mean on the second.
 * The columns have formats, so that a spreadsheet neither rounds a long id nor turns one into a date.
 */
final class TemplateXlsx {

    private static final String TEXT = "@";
    private static final String NEEDED_FILL = "FFF2CC";
    private static final String NEEDED_FONT = "C00000";
    private static final String FILL = "F2F2F2";
    private static final double NARROWEST = 12;
    private static final double WIDEST = 34;
    private static final int ABOUT_ROW = 1;
    private static final int HOW_ROW = 2;
    private static final int HEAD_ROW = 4;

    private final Template template;
    private final boolean chinese;

    TemplateXlsx(Template template, boolean chinese) {
        this.template = template;
        this.chinese = chinese;
    }

    void write(OutputStream out) throws IOException {
        try (Workbook workbook = new Workbook(out, "Quanjing", "1.0")) {
            toFillIn(workbook.newWorksheet(chinese ? "填写" : "Data"));
            explanation(workbook.newWorksheet(chinese ? "说明" : "Columns"));
        }
    }

    private void toFillIn(Worksheet sheet) {
        sheet.freezePane(0, 1);
        List<Column> columns = template.columns();
        for (int c = 0; c < columns.size(); c++) {
            Column column = columns.get(c);
            String header = column.header().in(chinese);
            sheet.width(c, Math.clamp(wide(header) + 4, least(column.kind()), WIDEST));
            sheet.style(c).format(format(column.kind())).set();
            sheet.inlineString(0, c, header);
            head(sheet, 0, c, column.required());
            if (!column.words().isEmpty()) {
                choice(sheet, c, column);
            }
        }
    }

    private static void head(Worksheet sheet, int row, int c, boolean needed) {
        if (needed) {
            sheet.style(row, c)
                    .bold()
                    .format(TEXT)
                    .fillColor(NEEDED_FILL)
                    .fontColor(NEEDED_FONT)
                    .set();
        } else {
            sheet.style(row, c).bold().format(TEXT).fillColor(FILL).set();
        }
    }

    /** A list to choose from; what is not on it is refused at once, and not only by the import. */
    private void choice(Worksheet sheet, int c, Column column) {
        String words = column.words().stream().map(word -> word.in(chinese)).collect(Collectors.joining(","));
        sheet.range(1, c, Worksheet.MAX_ROWS - 1, c)
                .validateWithListByFormula('"' + words + '"')
                .allowBlank(true)
                .showDropdown(true)
                .errorStyle(DataValidationErrorStyle.STOP)
                .showErrorMessage(true)
                .errorTitle(column.header().in(chinese))
                .error(chinese ? "请从列表中选择" : "Choose from the list");
    }

    private void explanation(Worksheet sheet) {
        double[] widths = {20, 52, 10, 26, 36, 26};
        for (int c = 0; c < widths.length; c++) {
            sheet.width(c, widths[c]);
        }
        sheet.inlineString(0, 0, template.title().in(chinese));
        sheet.style(0, 0).bold().fontSize(14).set();
        sheet.inlineString(ABOUT_ROW, 0, template.about().in(chinese));
        sheet.inlineString(
                HOW_ROW,
                0,
                chinese
                        ? "在第一张表里填写，从第 2 行开始。红色表头的列必须填，其余可以空着；表头不要改，也不要删。填好后直接导入这个文件。"
                        : "Fill in the first sheet, from line 2 on. Columns with a red header need a value, others may stay empty."
                                + " Leave all headers as they are. Then import this file.");
        String[] heads = chinese
                ? new String[] {"列", "含义", "必填", "怎么写", "可填的词", "例子"}
                : new String[] {"Column", "What it means", "Needed", "How to write it", "Words", "Example"};
        for (int c = 0; c < heads.length; c++) {
            sheet.inlineString(HEAD_ROW, c, heads[c]);
            head(sheet, HEAD_ROW, c, false);
        }
        int row = HEAD_ROW + 1;
        for (Column column : template.columns()) {
            line(sheet, row++, column);
        }
        sheet.freezePane(0, HEAD_ROW + 1);
    }

    private void line(Worksheet sheet, int row, Column column) {
        String[] cells = {
            column.header().in(chinese),
            column.about().in(chinese),
            column.required() ? (chinese ? "必填" : "yes") : "",
            how(column.kind()),
            column.words().stream().map(word -> word.in(chinese)).collect(Collectors.joining(chinese ? "、" : ", ")),
            column.example().in(chinese)
        };
        for (int c = 0; c < cells.length; c++) {
            sheet.inlineString(row, c, cells[c]);
            sheet.style(row, c).wrapText(true).verticalAlignment("top").set();
        }
        if (column.required()) {
            sheet.style(row, 0)
                    .bold()
                    .fontColor(NEEDED_FONT)
                    .wrapText(true)
                    .verticalAlignment("top")
                    .set();
        }
    }

    private String how(Kind kind) {
        return switch (kind) {
            case TEXT -> chinese ? "文字" : "text";
            case ID -> chinese ? "编号" : "id";
            case AMOUNT -> chinese ? "金额，店铺币种，如 1234.50" : "amount in the shop's currency, as 1234.50";
            case NUMBER -> chinese ? "数字，可以有小数" : "number, with decimals where needed";
            case INTEGER -> chinese ? "整数" : "whole number";
            case TIME -> chinese ? "时间，如 2026-11-01 09:30:00" : "time, as 2026-11-01 09:30:00";
            case DAY -> chinese ? "日期，如 2026-11-01" : "day, as 2026-11-01";
            case BOOLEAN -> chinese ? "是或否" : "yes or no";
            case WORD -> chinese ? "从列表中选" : "one of the words";
        };
    }

    private static String format(Kind kind) {
        return switch (kind) {
            case TEXT, ID, WORD, BOOLEAN -> TEXT;
            case AMOUNT -> "0.00";
            case NUMBER -> "General";
            case INTEGER -> "0";
            case TIME -> "yyyy-mm-dd hh:mm:ss";
            case DAY -> "yyyy-mm-dd";
        };
    }

    private static double least(Kind kind) {
        return switch (kind) {
            case TIME -> 20;
            case ID, TEXT -> 16;
            default -> NARROWEST;
        };
    }

    /** How wide a text stands: a Chinese character takes the room of two letters. */
    private static int wide(String text) {
        return text.codePoints().map(c -> Character.isIdeographic(c) ? 2 : 1).sum();
    }
}
