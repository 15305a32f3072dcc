package io.quanjing.ingest;

import io.quanjing.ingest.mapping.Template;
import io.quanjing.ingest.mapping.Template.Column;
import io.quanjing.ingest.mapping.Template.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A template as somebody fills it in after the download: rows below the header of a CSV file, or cells of the first sheet of the very workbook,
 * numbers and times as a spreadsheet keeps them. A cell {@code 女|female} is the one or the other by the language.
 */
final class FilledTemplate {

    private static final String FIRST_SHEET = "xl/worksheets/sheet1.xml";
    private static final Pattern COLUMN_STYLE = Pattern.compile("<col min=\"(\\d+)\"[^>]*? style=\"(\\d+)\"");
    private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);

    private final Template template;
    private final boolean chinese;

    FilledTemplate(Template template, boolean chinese) {
        this.template = template;
        this.chinese = chinese;
    }

    byte[] csv(List<List<String>> rows) {
        String text = new String(TemplateController.csv(template, chinese), StandardCharsets.UTF_8);
        String filled = rows.stream()
                .map(row -> row.stream().map(cell -> quoted(worded(cell))).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
        return (text + filled).getBytes(StandardCharsets.UTF_8);
    }

    byte[] xlsx(List<List<String>> rows) throws IOException {
        Path empty = Files.createTempFile("template", ".xlsx");
        Files.write(empty, TemplateController.xlsx(template, chinese));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(empty.toFile());
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] content = in.getInputStream(entry).readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(entry.getName().equals(FIRST_SHEET) ? filled(content, rows) : content);
                zip.closeEntry();
            }
        } finally {
            Files.delete(empty);
        }
        return out.toByteArray();
    }

    private byte[] filled(byte[] sheet, List<List<String>> rows) {
        String xml = new String(sheet, StandardCharsets.UTF_8);
        Map<Integer, String> styles = new HashMap<>();
        Matcher style = COLUMN_STYLE.matcher(xml);
        while (style.find()) {
            styles.put(Integer.parseInt(style.group(1)) - 1, style.group(2));
        }
        StringBuilder added = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            int number = r + 2;
            added.append("<row r=\"").append(number).append("\">");
            for (int c = 0; c < rows.get(r).size(); c++) {
                String cell = worded(rows.get(r).get(c));
                if (!cell.isEmpty()) {
                    String place = name(c) + number + "\" s=\"" + styles.getOrDefault(c, "0");
                    added.append(cell(place, template.columns().get(c), cell));
                }
            }
            added.append("</row>");
        }
        if (!xml.contains("</sheetData>")) {
            throw new IllegalStateException("The sheet has no rows: " + xml);
        }
        return xml.replace("</sheetData>", added + "</sheetData>").getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(String place, Column column, String text) {
        String number = number(column.kind(), text);
        return number == null
                ? "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + escaped(text) + "</t></is></c>"
                : "<c r=\"" + place + "\"><v>" + number + "</v></c>";
    }

    /** What a spreadsheet makes of it, or nothing where it stays a text. */
    private static @org.jspecify.annotations.Nullable String number(Kind kind, String text) {
        return switch (kind) {
            case AMOUNT, NUMBER, INTEGER -> text.matches("-?\\d+(\\.\\d+)?") ? text : null;
            case DAY, TIME ->
                text.matches("\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}:\\d{2})?")
                        ? serial(LocalDateTime.parse(
                                (text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T'))))
                        : null;
            default -> null;
        };
    }

    private static String serial(LocalDateTime time) {
        long seconds =
                Duration.between(LocalDateTime.of(1899, 12, 30, 0, 0), time).toSeconds();
        return BigDecimal.valueOf(seconds)
                .divide(DAY_SECONDS, MathContext.DECIMAL64)
                .toPlainString();
    }

    private String worded(String cell) {
        int bar = cell.indexOf('|');
        return bar < 0 ? cell : chinese ? cell.substring(0, bar) : cell.substring(bar + 1);
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String name(int column) {
        return column < 26 ? String.valueOf((char) ('A' + column)) : name(column / 26 - 1) + name(column % 26);
    }
}
