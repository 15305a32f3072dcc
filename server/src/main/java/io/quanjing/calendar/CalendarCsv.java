package io.quanjing.calendar;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quanjing.calendar.Promotion.PhaseDays;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads calendars as CSV with a line of column names. A row that breaks a rule refuses the file and is named by its line. */
final class CalendarCsv {

    private static final int MOST_ROWS = 20_000;
    private static final int LONGEST_RANGE = 31;

    private CalendarCsv() {}

    /** A stretch of days that are off, worked, or (without holidays) ordinary again. */
    record HolidayDays(DayRange days, List<Holiday> holidays) {}

    /**
     * Promotions, one phase a row: {@code event,edition,zh,en,shop,phase,from,to}.
     *
     * @param shop the id of a shop by what stands in the column; refuses what may not be written
     */
    static List<Promotion> promotions(String text, UnaryOperator<String> shop) {
        record Key(String event, int edition, String shop) {}
        record Row(Key key, Title title, PhaseDays phase, long line) {}
        Map<Key, List<Row>> promotions = new LinkedHashMap<>();
        for (Row row : read(text, List.of("event", "edition", "zh", "en", "shop", "phase", "from", "to"), line -> {
            Key key = new Key(
                    CalendarRules.event(line.getField("event")),
                    CalendarRules.edition(line.getField("edition")),
                    shop.apply(line.getField("shop").strip()));
            return new Row(
                    key,
                    new Title(
                            CalendarRules.title("zh", line.getField("zh")),
                            CalendarRules.title("en", line.getField("en"))),
                    new PhaseDays(
                            CalendarRules.phase(line.getField("phase")),
                            CalendarRules.days(line.getField("from"), line.getField("to"))),
                    line.getStartingLineNumber());
        })) {
            promotions.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row);
        }
        List<Promotion> all = new ArrayList<>();
        promotions.forEach((key, rows) -> all.add(named(
                rows.getFirst().line(),
                () -> new Promotion(
                        key.event(),
                        key.edition(),
                        rows.getFirst().title(),
                        key.shop(),
                        CalendarRules.phases(
                                key.edition(), rows.stream().map(Row::phase).toList())))));
        return all;
    }

    /** Annotations: {@code from,to,kind,text,shop}; an empty {@code to} is the same day. */
    static List<Annotation> annotations(String text, UnaryOperator<String> shop) {
        return read(
                text,
                List.of("from", "to", "kind", "text", "shop"),
                line -> new Annotation(
                        CalendarRules.days(line.getField("from"), line.getField("to")),
                        CalendarRules.kind(line.getField("kind")),
                        CalendarRules.text(line.getField("text")),
                        shop.apply(line.getField("shop").strip())));
    }

    /** Holidays: {@code from,to,kind,zh,en} with the kinds {@code off}, {@code work} and {@code normal}. */
    static List<HolidayDays> holidays(String text) {
        return read(text, List.of("from", "to", "kind", "zh", "en"), line -> {
            DayRange days = CalendarRules.days(line.getField("from"), line.getField("to"));
            if (days.days() > LONGEST_RANGE) {
                throw new QuanjingException(
                        CalendarError.BAD_DAYS,
                        "The holiday from " + days.from() + " to " + days.to() + " has " + days.days() + " days; "
                                + LONGEST_RANGE + " are the most. Maybe a digit of a date is wrong.",
                        Map.of("field", "to", "value", days.to().toString()));
            }
            String kind = line.getField("kind").strip();
            return switch (kind) {
                case "normal" -> new HolidayDays(days, List.of());
                case "off", "work" -> {
                    Title title = new Title(
                            CalendarRules.title("zh", line.getField("zh")),
                            CalendarRules.title("en", line.getField("en")));
                    List<Holiday> holidays = new ArrayList<>();
                    for (LocalDate day = days.from(); !day.isAfter(days.to()); day = day.plusDays(1)) {
                        holidays.add(new Holiday(day, kind.equals("off"), title));
                    }
                    yield new HolidayDays(days, holidays);
                }
                default ->
                    throw new QuanjingException(
                            CalendarError.BAD_KIND,
                            "The field kind, '" + kind + "', is no kind of day. Maybe off, work or normal.",
                            Map.of("field", "kind", "value", kind));
            };
        });
    }

    private static <T> List<T> read(String text, List<String> columns, Function<NamedCsvRecord, T> row) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.indexOf('\uFFFD') >= 0) {
            throw broken("has letters that are not UTF-8", "Maybe save it as 'CSV UTF-8'.");
        }
        List<T> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> lines =
                CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(plain)) {
            for (NamedCsvRecord line : lines) {
                if (rows.isEmpty() && !line.getHeader().containsAll(columns)) {
                    throw broken(
                            "begins with the columns " + String.join(",", line.getHeader()),
                            "Maybe the first line should be " + String.join(",", columns) + ".");
                }
                if (line.getFieldCount() < line.getHeader().size()) {
                    throw broken(
                            "has " + line.getFieldCount() + " of "
                                    + line.getHeader().size() + " columns in line " + line.getStartingLineNumber(),
                            "Maybe a comma or a closing quote is missing.");
                }
                if (rows.size() == MOST_ROWS) {
                    throw broken("has more than " + MOST_ROWS + " rows", "Maybe split it.");
                }
                rows.add(named(line.getStartingLineNumber(), () -> row.apply(line)));
            }
        } catch (CsvParseException wrong) {
            throw broken("is no CSV: " + wrong.getMessage(), "Maybe a quote is missing.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (rows.isEmpty()) {
            throw broken("has no rows", "Maybe the first line should be " + String.join(",", columns) + ".");
        }
        return rows;
    }

    private static <T> T named(long line, java.util.function.Supplier<T> row) {
        try {
            return row.get();
        } catch (QuanjingException wrong) {
            throw new QuanjingException(
                    CalendarError.BAD_ROW,
                    "Line " + line + ": " + wrong.getMessage() + " Nothing was imported.",
                    Map.of(
                            "line", line,
                            "field", wrong.arguments().getOrDefault("field", "shop"),
                            "value",
                                    wrong.arguments()
                                            .getOrDefault(
                                                    "value", wrong.arguments().getOrDefault("shop", ""))),
                    wrong);
        }
    }

    private static QuanjingException broken(String rule, String maybe) {
        return new QuanjingException(
                CalendarError.BAD_FILE,
                "The file " + rule + ". " + maybe + " Nothing was imported.",
                Map.of("rule", rule));
    }
}
