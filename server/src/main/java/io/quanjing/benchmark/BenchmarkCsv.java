package io.quanjing.benchmark;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quanjing.benchmark.Benchmark.Quartiles;
import io.quanjing.kernel.DayRange;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.MetricDictionary;
import io.quanjing.metric.MetricDictionary.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads benchmarks as CSV with a line of column names: {@code metric,category,basis,from,to,value,p25,p50,p75,source}, of which category, basis and the
 * quartiles may be missing or empty. Rows that break a rule refuse the file and are named one by one.
 */
final class BenchmarkCsv {

    private static final int MOST_ROWS = 20_000;
    private static final int MOST_NAMED = 50;
    private static final int LONGEST_TEXT = 200;
    private static final List<String> NEEDED = List.of("metric", "from", "to", "value", "source");
    private static final List<String> QUARTILES = List.of("p25", "p50", "p75");

    /** Digits with or without commas between thousands, and a percent sign. */
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?(?:\\d{1,15}|\\d{1,3}(?:,\\d{3}){1,4})(?:\\.\\d{1,12})?)\\s*([%％]?)");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_CHANGE = BigDecimal.TEN;

    private final MetricDictionary dictionary;

    BenchmarkCsv(MetricDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /**
     * What is wrong with a row.
     *
     * @param line in the file
     * @param column its name
     * @param value what stands there
     * @param rule a code that the page words
     * @param maybe what would have been right, or what was meant
     */
    record Wrong(long line, String column, String value, String rule, String maybe) {}

    /** A broken rule on its way to the list. */
    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final String column;
        private final String value;
        private final String rule;
        private final String maybe;

        Broken(String column, String value, String rule, String maybe) {
            super(rule, null, false, false);
            this.column = column;
            this.value = value;
            this.rule = rule;
            this.maybe = maybe;
        }
    }

    /** The rows of the file. */
    List<Benchmark> read(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.indexOf('\uFFFD') >= 0) {
            throw file("has letters that are not UTF-8", "Maybe save it as 'CSV UTF-8'.");
        }
        List<Benchmark> rows = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        int count = 0;
        try (CsvReader<NamedCsvRecord> lines =
                CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(plain)) {
            for (NamedCsvRecord line : lines) {
                if (count == 0 && !line.getHeader().containsAll(NEEDED)) {
                    throw file(
                            "begins with the columns " + String.join(",", line.getHeader()),
                            "Maybe the first line should be metric,category,basis,from,to,value,p25,p50,p75,source.");
                }
                if (count++ == MOST_ROWS) {
                    throw file("has more than " + MOST_ROWS + " rows", "Maybe split it.");
                }
                try {
                    rows.add(row(line));
                } catch (Broken rule) {
                    wrong.add(new Wrong(
                            line.getStartingLineNumber(), rule.column, shortened(rule.value), rule.rule, rule.maybe));
                }
            }
        } catch (CsvParseException broken) {
            throw file("is no CSV: " + broken.getMessage(), "Maybe a quote is missing.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (!wrong.isEmpty()) {
            throw rows(wrong);
        }
        if (rows.isEmpty()) {
            throw file("has no rows", "Maybe the first line should be metric,from,to,value,source.");
        }
        return rows;
    }

    private Benchmark row(NamedCsvRecord line) {
        Metric metric = metric(text(line, "metric"));
        Basis basis = basis(text(line, "basis"));
        BigDecimal value = number("value", text(line, "value"), metric, basis);
        return new Benchmark(
                metric.id(),
                category(text(line, "category")),
                basis,
                days(text(line, "from"), text(line, "to")),
                value,
                quartiles(line, metric, basis),
                source(text(line, "source")));
    }

    private static String text(NamedCsvRecord line, String column) {
        return line.findField(column).orElse("").strip();
    }

    /** By id or by one of its titles. */
    private Metric metric(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return dictionary.metrics().stream()
                .filter(metric -> names(metric).anyMatch(name -> name.equals(wanted)))
                .findFirst()
                .orElseThrow(() -> new Broken("metric", text, "metric", nearest(wanted)));
    }

    private static Stream<String> names(Metric metric) {
        return Stream.of(
                metric.id(),
                metric.title().zh().toLowerCase(Locale.ROOT),
                metric.title().en().toLowerCase(Locale.ROOT));
    }

    private String nearest(String wanted) {
        Optional<String> near = wanted.length() < 2
                ? Optional.empty()
                : dictionary.metrics().stream()
                        .filter(metric ->
                                names(metric).anyMatch(name -> name.contains(wanted) || wanted.contains(name)))
                        .map(Metric::id)
                        .findFirst();
        return near.orElse("pay_rate");
    }

    private static Basis basis(String text) {
        return text.isEmpty()
                ? Basis.VALUE
                : Basis.of(text.toLowerCase(Locale.ROOT))
                        .orElseThrow(() -> new Broken("basis", text, "basis", "value, previous, last-year"));
    }

    private static String category(String text) {
        String path = text.replaceAll("\\s*/\\s*", "/").replaceAll("^/+|/+$", "");
        if (path.length() > LONGEST_TEXT
                || path.codePoints().anyMatch(Character::isISOControl)
                || path.contains("//")) {
            throw new Broken("category", text, "category", "美妆/面膜");
        }
        return path;
    }

    private static String source(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new Broken("source", text, "source", "行业年报 2026");
        }
        return text;
    }

    private static DayRange days(String first, String last) {
        LocalDate from = day("from", first);
        LocalDate to = day("to", last);
        if (to.isBefore(from)) {
            throw new Broken("to", last, "order", from.toString());
        }
        return new DayRange(from, to);
    }

    private static LocalDate day(String column, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1990 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeException notWritten) {
            // Named below, with the days that are out of bounds.
        }
        throw new Broken(column, text, "day", "2026-03-31");
    }

    private static BigDecimal number(String column, String text, Metric metric, Basis basis) {
        var found = NUMBER.matcher(text);
        boolean share = basis != Basis.VALUE || metric.unit().equals("rate");
        if (!found.matches()) {
            throw new Broken(column, text, "number", share ? "12.5%" : "1234.50");
        }
        BigDecimal number = new BigDecimal(found.group(1).replace(",", ""));
        boolean percent = !found.group(2).isEmpty();
        if (percent && !share) {
            throw new Broken(column, text, "no_percent", number.toPlainString());
        }
        BigDecimal value = percent ? number.divide(HUNDRED) : number;
        BigDecimal most = basis == Basis.VALUE ? BigDecimal.ONE : MOST_CHANGE;
        if (share && value.abs().compareTo(most) > 0) {
            throw new Broken(column, text, "share", percent ? "100%" : number.toPlainString() + "%");
        }
        return value;
    }

    private static @Nullable Quartiles quartiles(NamedCsvRecord line, Metric metric, Basis basis) {
        List<String> texts =
                QUARTILES.stream().map(column -> text(line, column)).toList();
        if (texts.stream().allMatch(String::isEmpty)) {
            return null;
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isEmpty()) {
                throw new Broken(QUARTILES.get(i), "", "quartiles", "p25, p50, p75");
            }
            numbers.add(number(QUARTILES.get(i), texts.get(i), metric, basis));
            if (i > 0 && numbers.get(i).compareTo(numbers.get(i - 1)) < 0) {
                throw new Broken(QUARTILES.get(i), texts.get(i), "quartile_order", texts.get(i - 1));
            }
        }
        return new Quartiles(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static QuanjingException rows(List<Wrong> wrong) {
        Wrong first = wrong.getFirst();
        return new QuanjingException(
                BenchmarkError.BAD_ROWS,
                "Line " + first.line() + ", column " + first.column() + ": '" + first.value() + "' breaks the rule "
                        + first.rule() + ". Maybe " + first.maybe() + ". " + wrong.size()
                        + " rows are wrong, and nothing was imported.",
                Map.of(
                        "count",
                        wrong.size(),
                        "rows",
                        wrong.stream().limit(MOST_NAMED).toList()));
    }

    private static QuanjingException file(String rule, String maybe) {
        return new QuanjingException(
                BenchmarkError.BAD_FILE,
                "The file " + rule + ". " + maybe + " Nothing was imported.",
                Map.of("rule", rule));
    }
}
