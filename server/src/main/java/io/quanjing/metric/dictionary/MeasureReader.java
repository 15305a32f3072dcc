package io.quanjing.metric.dictionary;

import io.quanjing.metric.dictionary.Entity.Function;
import io.quanjing.metric.dictionary.Entity.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a table's rows add up to. */
final class MeasureReader {

    /** Ways to count that are not plain. */
    private static final List<String> WAYS =
            List.of("repeated", "each_day", "at_end", "since_first", "followed", "first_time");

    private MeasureReader() {}

    static Measure measure(String id, YamlValue source, Set<String> times, Map<String, Dimension> dimensions) {
        source.entries(List.of(
                "time",
                "sum",
                "count",
                "distinct",
                "as",
                "where",
                "looks_back",
                "repeated",
                "each_day",
                "at_end",
                "since_first",
                "followed",
                "first_time"));
        DictionaryReader.known(source.get("time"), "time", times);
        Function function = null;
        String column = null;
        for (Function each : Function.values()) {
            Optional<YamlValue> value = source.find(each.name().toLowerCase(Locale.ROOT));
            if (value.isPresent()) {
                if (function != null) {
                    throw source.broken(
                            "The measure " + id + " aggregates twice. Maybe keep one of sum, count, distinct.");
                }
                function = each;
                column = each == Function.COUNT ? null : value.get().text();
            }
        }
        if (function == null) {
            throw source.broken("The measure " + id + " aggregates nothing. Maybe add 'sum: COLUMN' or 'count: rows'.");
        }
        boolean decimal = source.find("as")
                .map(as -> DictionaryReader.known(as, "type", List.of("decimal", "integer"))
                        .equals("decimal"))
                .orElse(false);
        return new Measure(
                id,
                source.get("time").text(),
                function,
                column,
                decimal,
                source.find("where")
                        .map(where -> RowCondition.parse(where, dimensions))
                        .orElse(List.of()),
                looksBack(source),
                counting(source, function));
    }

    private static Counting counting(YamlValue source, Function function) {
        Counting counting = new Counting.Each();
        for (String key : WAYS) {
            Optional<YamlValue> value = source.find(key);
            if (value.isPresent()) {
                if (!(counting instanceof Counting.Each) || function != Function.DISTINCT) {
                    throw value.get()
                            .broken("Only a measure of different things counts them by " + key
                                    + ", and by nothing else. Maybe add 'distinct: COLUMN', or make it two measures.");
                }
                counting = counting(key, value.get());
            }
        }
        return counting;
    }

    private static Counting counting(String key, YamlValue value) {
        return switch (key) {
            case "repeated" -> {
                value.entries(List.of("column", "least"));
                yield new Counting.Repeated(value.get("column").text(), number(value.get("least")));
            }
            case "each_day" -> {
                value.entries(List.of("after", "back"));
                YamlValue after = value.get("after");
                Span span = Span.parse(after);
                if (span.from() == null) {
                    throw after.broken("The days after which something comes back start somewhere. Maybe 1..7.");
                }
                yield new Counting.EachDay(span, value.find("back").isPresent());
            }
            case "at_end" -> {
                value.entries(List.of("within", "again", "without", "layer"));
                yield new Counting.AtEnd(
                        Span.parse(value.get("within")),
                        value.find("again").map(Span::parse).orElse(null),
                        value.find("without").map(Span::parse).orElse(null),
                        value.find("layer").map(MeasureReader::layer).orElse(null));
            }
            case "followed" -> {
                value.entries(List.of("people", "entity", "time", "from", "to", "hours", "same"));
                yield new Counting.Followed(
                        deed(value),
                        value.get("from").text(),
                        value.get("to").text(),
                        number(value.get("hours")),
                        value.find("same").map(YamlValue::text).orElse(null));
            }
            case "first_time" -> {
                value.entries(List.of("people", "entity", "time"));
                yield new Counting.FirstTime(
                        DictionaryReader.query(value.get("people")),
                        value.find("entity").isPresent() ? deed(value) : null);
            }
            default -> {
                value.entries(List.of("days", "entity", "time", "sum"));
                yield new Counting.SinceFirst(
                        number(value.get("days")),
                        value.find("entity")
                                .map(entity -> new Counting.Later(
                                        entity.text(),
                                        value.get("time").text(),
                                        value.get("sum").text()))
                                .orElse(null));
            }
        };
    }

    private static Counting.Layer layer(YamlValue value) {
        value.entries(List.of("of", "days", "recent", "column", "least", "sum"));
        List<String> of =
                value.get("of").list().stream().map(MeasureReader::high).toList();
        return new Counting.Layer(
                of,
                Span.parse(value.get("days")),
                Span.parse(value.get("recent")),
                value.get("column").text(),
                number(value.get("least")),
                value.get("sum").text());
    }

    private static String high(YamlValue value) {
        if (!value.text().matches("[Rr][Ff][Mm]")) {
            throw value.broken("The value " + value.text()
                    + " does not say of R, F and M, in this order, whether each is high or low. Maybe RFm.");
        }
        return value.text();
    }

    private static Counting.Deed deed(YamlValue value) {
        return new Counting.Deed(
                DictionaryReader.query(value.get("people")),
                value.get("entity").text(),
                value.get("time").text());
    }

    static int looksBack(YamlValue source) {
        return source.find("looks_back").map(MeasureReader::number).orElse(0);
    }

    private static int number(YamlValue value) {
        if (!value.text().matches("[1-9]\\d{0,3}")) {
            throw value.broken("The value " + value.text() + " is no number from 1 to 9999. Maybe 365.");
        }
        return Integer.parseInt(value.text());
    }
}
