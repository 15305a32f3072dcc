package io.quanjing.ingest.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions of the mapping language that make times and days. */
final class TimeFunctions {

    private TimeFunctions() {}

    static Expression time(List<Expression> a) throws Arguments.WrongCall {
        Expression text = Arguments.text(a, 0);
        DateTimeFormatter formatter = a.size() > 1 ? formatter(a) : null;
        return new Expression(ValueKind.TIME, row -> {
            if (!(text.value(row) instanceof String t) || Values.nothing(Values.text(t))) {
                return null;
            }
            Instant time = formatter == null ? row.times.time(t) : timeBy(formatter, t, row.times);
            return time != null ? time : ColumnRule.notATime(row, "time()", t);
        });
    }

    static Expression day(List<Expression> a) throws Arguments.WrongCall {
        if (a.getFirst().kind() == ValueKind.TIME) {
            Expression time = a.getFirst();
            return new Expression(
                    ValueKind.DAY,
                    row -> time.value(row) instanceof Instant t ? LocalDate.ofInstant(t, row.times.zone()) : null);
        }
        Expression text = Arguments.text(a, 0);
        DateTimeFormatter formatter = a.size() > 1 ? formatter(a) : null;
        return new Expression(ValueKind.DAY, row -> {
            if (!(text.value(row) instanceof String t) || Values.nothing(Values.text(t))) {
                return null;
            }
            LocalDate day = formatter == null ? row.times.day(t) : dayBy(formatter, t);
            return day != null ? day : ColumnRule.notATime(row, "day()", t);
        });
    }

    private static DateTimeFormatter formatter(List<Expression> a) throws Arguments.WrongCall {
        if (!(Arguments.constant(Arguments.text(a, 1)) instanceof String given)) {
            throw new Arguments.WrongCall("The pattern has to be written out as a text.");
        }
        try {
            return DateTimeFormatter.ofPattern(given, Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new Arguments.WrongCall("The pattern " + given + " is not one of a time: " + e.getMessage() + ".");
        }
    }

    static @Nullable Instant timeBy(DateTimeFormatter formatter, String text, Times times) {
        try {
            TemporalAccessor parsed =
                    formatter.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (parsed) {
                case ZonedDateTime zoned -> zoned.toInstant();
                case LocalDateTime local -> times.instant(local);
                default -> times.instant(((LocalDate) parsed).atStartOfDay());
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable LocalDate dayBy(DateTimeFormatter formatter, String text) {
        try {
            return LocalDate.parse(text.strip(), formatter);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static Expression startOfDay(List<Expression> a) throws Arguments.WrongCall {
        Expression day = Arguments.of(a, 0, ValueKind.DAY);
        return new Expression(
                ValueKind.TIME,
                row -> day.value(row) instanceof LocalDate d ? row.times.instant(d.atStartOfDay()) : null);
    }

    static Expression epoch(List<Expression> a) throws Arguments.WrongCall {
        Expression seconds = Arguments.of(a, 0, ValueKind.NUMBER);
        return new Expression(ValueKind.TIME, row -> {
            Object value = seconds.value(row);
            if (value == null) {
                return null;
            }
            Instant time = ColumnRule.epoch(Operators.decimal(value), 0);
            return time != null ? time : ColumnRule.notATime(row, "epoch()", String.valueOf(value));
        });
    }
}
