package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one column of a file is found and read.
 *
 * @param name its name in the mapping
 * @param headers the headers that it can have, as they are written
 * @param words the same as they are compared
 * @param type what its cells are
 * @param headerRequired whether its header must be there
 * @param required whether each of its cells must have a value
 * @param values the vocabulary: the file's words to ours; null if every word is taken as it is. {@code *} takes the rest
 * @param fallback what an empty cell stands for
 * @param pattern the pattern of its times or days, or null for the usual ones
 * @param empty further words that stand for no value
 * @param decimalComma whether its numbers have a comma before the decimals, and points between thousands
 * @param place where it stands in a file without header, from 1, or null for its place in the mapping
 */
record ColumnRule(
        String name,
        List<String> headers,
        List<String> words,
        Type type,
        boolean headerRequired,
        boolean required,
        @Nullable Map<String, String> values,
        @Nullable String fallback,
        @Nullable DateTimeFormatter pattern,
        Set<String> empty,
        boolean decimalComma,
        @Nullable Integer place) {

    private static final int SHOWN = 80;

    ColumnRule(
            String name,
            List<String> headers,
            Type type,
            boolean headerRequired,
            boolean required,
            @Nullable Map<String, String> values,
            @Nullable String fallback,
            @Nullable DateTimeFormatter pattern,
            Set<String> empty,
            boolean decimalComma,
            @Nullable Integer place) {
        this(
                name,
                headers,
                headers.stream().map(Values::word).toList(),
                type,
                headerRequired,
                required,
                values,
                fallback,
                pattern,
                empty,
                decimalComma,
                place);
    }

    /** What a cell is. */
    enum Type {
        TEXT(ValueKind.TEXT),
        ID(ValueKind.TEXT),
        AMOUNT(ValueKind.NUMBER),
        NUMBER(ValueKind.NUMBER),
        INTEGER(ValueKind.NUMBER),
        TIME(ValueKind.TIME),
        DAY(ValueKind.DAY),
        EPOCH_SECONDS(ValueKind.TIME),
        EPOCH_MILLIS(ValueKind.TIME),
        BOOLEAN(ValueKind.BOOLEAN);

        private final ValueKind kind;

        Type(ValueKind kind) {
            this.kind = kind;
        }

        ValueKind kind() {
            return kind;
        }
    }

    /** The cell's value; a cell that breaks the rule refuses the row. */
    @Nullable Object read(String cell, RowFrame row) {
        String text = type == Type.ID ? Values.id(cell) : Values.text(cell);
        if (text.isEmpty() || empty.contains(text) || (type != Type.TEXT && Values.nothing(text))) {
            if (fallback == null) {
                return required
                        ? row.refuse(
                                RowReason.MISSING_VALUE,
                                "The column " + shown() + " has no value, and every row needs one.",
                                Map.of("column", shown()))
                        : null;
            }
            text = fallback;
        }
        if (values != null) {
            return word(values, text, row);
        }
        return switch (type) {
            case TEXT, ID -> text;
            case AMOUNT, NUMBER -> {
                BigDecimal number = number(text);
                yield number != null ? number : notANumber(row, shown(), cell);
            }
            case INTEGER -> integer(text, cell, row);
            case TIME -> {
                Instant time = pattern == null ? row.times.time(text) : TimeFunctions.timeBy(pattern, text, row.times);
                yield time != null ? time : notATime(row, shown(), cell);
            }
            case DAY -> {
                Object day = pattern == null ? row.times.day(text) : TimeFunctions.dayBy(pattern, text);
                yield day != null ? day : notATime(row, shown(), cell);
            }
            case EPOCH_SECONDS, EPOCH_MILLIS -> {
                BigDecimal number = Values.number(text);
                Instant time = number == null ? null : epoch(number, type == Type.EPOCH_MILLIS ? 3 : 0);
                yield time != null ? time : notATime(row, shown(), cell);
            }
            case BOOLEAN -> {
                Boolean bool = Values.bool(text);
                yield bool != null
                        ? bool
                        : row.refuse(
                                RowReason.NOT_A_BOOLEAN,
                                "The column " + shown() + " has \"" + cut(cell) + "\", which is neither yes nor no.",
                                Map.of("column", shown(), "value", cut(cell)));
            }
        };
    }

    private @Nullable Object word(Map<String, String> vocabulary, String text, RowFrame row) {
        String ours = vocabulary.get(Values.word(text));
        if (ours == null) {
            ours = vocabulary.get("*");
        }
        return ours != null
                ? ours
                : row.refuse(
                        RowReason.UNKNOWN_VALUE,
                        "The column " + shown() + " has \"" + cut(text) + "\", and the known words are "
                                + String.join(", ", vocabulary.keySet()) + "."
                                + Suggestion.maybe(text, vocabulary.keySet()),
                        Map.of("column", shown(), "value", cut(text)));
    }

    private @Nullable Object integer(String text, String cell, RowFrame row) {
        BigDecimal number = number(text);
        if (number == null) {
            return notANumber(row, shown(), cell);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            return row.refuse(
                    RowReason.NOT_AN_INTEGER,
                    "The column " + shown() + " has " + cut(cell) + ", which is not a whole number.",
                    Map.of("column", shown(), "value", cut(cell)));
        }
    }

    private @Nullable BigDecimal number(String text) {
        return Values.number(decimalComma ? Values.pointed(text) : text);
    }

    /** The first header, which is what people see. */
    String shown() {
        return headers.isEmpty() ? name : headers.getFirst();
    }

    static @Nullable Object notANumber(RowFrame row, String column, String value) {
        return row.refuse(
                RowReason.NOT_A_NUMBER,
                "The column " + column + " has \"" + cut(value) + "\", which is not a number.",
                Map.of("column", column, "value", cut(value)));
    }

    static @Nullable Object notATime(RowFrame row, String column, String value) {
        return row.refuse(
                RowReason.NOT_A_TIME,
                "The column " + column + " has \"" + cut(value)
                        + "\", which is not a time. Maybe write it as 2026-11-01 09:30:00.",
                Map.of("column", column, "value", cut(value)));
    }

    static @Nullable Instant epoch(BigDecimal number, int shift) {
        try {
            long millis = number.movePointRight(3 - shift)
                    .setScale(0, java.math.RoundingMode.HALF_UP)
                    .longValueExact();
            return Instant.ofEpochMilli(millis);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static String cut(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
