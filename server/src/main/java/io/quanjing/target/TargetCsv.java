package io.quanjing.target;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads targets as CSV: {@code shop,metric,dimension,value,period,target}, in Chinese or English, the two in the middle if parts have targets. */
final class TargetCsv {

    static final int MOST_ROWS = 20_000;
    static final int LONGEST = 4_000_000;

    private static final String HEAD = "shop,metric,dimension,value,period,target";
    private static final Map<String, String> CHINESE =
            Map.of("shop", "店铺", "metric", "指标", "dimension", "维度", "value", "维度值", "period", "周期", "target", "目标");

    private TargetCsv() {}

    /** The texts of a line, as they stand in the file. */
    record Line(
            long number, String shop, String metric, String dimension, String value, String period, String target) {}

    /**
     * The lines of a file.
     *
     * @throws QuanjingException {@code target.bad_file} if it is no such file
     */
    static List<Line> read(String text) {
        TargetRules.checkRoom("letters in the file", text.length(), LONGEST);
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.indexOf('\uFFFD') >= 0) {
            throw broken("has letters that are not UTF-8", "Maybe save it as 'CSV UTF-8'.");
        }
        List<Line> lines = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> records =
                CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(plain)) {
            for (NamedCsvRecord one : records) {
                if (lines.isEmpty()) {
                    checkHead(one.getHeader());
                }
                if (one.getFieldCount() != one.getHeader().size()) {
                    throw broken(
                            "has " + one.getFieldCount() + " instead of "
                                    + one.getHeader().size() + " columns in line " + one.getStartingLineNumber(),
                            "Maybe a comma or a quote is missing or too much.");
                }
                if (lines.size() == MOST_ROWS) {
                    throw broken("has more than " + MOST_ROWS + " rows", "Maybe split it.");
                }
                lines.add(new Line(
                        one.getStartingLineNumber(),
                        field(one, "shop"),
                        field(one, "metric"),
                        field(one, "dimension"),
                        field(one, "value"),
                        field(one, "period"),
                        field(one, "target")));
            }
        } catch (CsvParseException wrong) {
            throw broken("is no CSV: " + wrong.getMessage(), "Maybe a quote is missing.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (lines.isEmpty()) {
            throw broken("has no rows", "Maybe the first line should be " + HEAD + ".");
        }
        return lines;
    }

    private static void checkHead(List<String> head) {
        for (String column : List.of("shop", "metric", "period", "target")) {
            if (!head.contains(column) && !head.contains(chinese(column))) {
                throw broken(
                        "has no column " + column + " among " + String.join(",", head),
                        "Maybe the first line should be " + HEAD + ".");
            }
        }
    }

    private static String field(NamedCsvRecord line, String column) {
        return line.findField(column)
                .or(() -> line.findField(chinese(column)))
                .orElse("")
                .strip();
    }

    private static String chinese(String column) {
        return CHINESE.getOrDefault(column, column);
    }

    private static QuanjingException broken(String rule, String maybe) {
        return new QuanjingException(
                TargetError.BAD_FILE,
                "The file " + rule + ". " + maybe + " Nothing was imported.",
                Map.of("rule", rule, "maybe", maybe.replaceFirst("^Maybe ", "")));
    }
}
