package io.quanjing.ingest.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The functions of the mapping language by name; those of texts and times are beside. */
final class Functions {

    @FunctionalInterface
    private interface Maker {
        Expression make(List<Expression> arguments, Scope scope) throws Arguments.WrongCall;
    }

    private record Function(String signature, int least, int most, Maker maker) {}

    private static final Map<String, Function> ALL = new TreeMap<>();
    private static final int MANY = 64;

    private Functions() {}

    static {
        define("if", "if(condition, then, else)", 2, 3, (a, s) -> conditional(a));
        define("coalesce", "coalesce(value, value…)", 1, MANY, (a, s) -> coalesce(a));
        define("concat", "concat(value, value…)", 1, MANY, (a, s) -> concat(a));
        texts("lower", t -> t.toLowerCase(Locale.ROOT));
        texts("upper", t -> t.toUpperCase(Locale.ROOT));
        texts("trim", Values::text);
        texts("id", Values::id);
        define("region", "region(text)", 1, 1, (a, s) -> TextFunctions.textual(a, RegionNames::province));
        define("channel", "channel(text)", 1, 1, (a, s) -> TextFunctions.textual(a, ChannelNames::id));
        define("host", "host(address)", 1, 1, (a, s) -> TextFunctions.textual(a, TextFunctions::host));
        define("url_path", "url_path(address)", 1, 1, (a, s) -> TextFunctions.textual(a, TextFunctions::path));
        define(
                "url_parameter",
                "url_parameter(address, name)",
                2,
                2,
                (a, s) -> TextFunctions.binary(a, TextFunctions::parameter));
        tests("starts_with", String::startsWith);
        tests("ends_with", String::endsWith);
        tests("contains", String::contains);
        define("replace", "replace(text, old, new)", 3, 3, (a, s) -> TextFunctions.replace(a));
        define("part", "part(text, delimiter, number)", 3, 3, (a, s) -> TextFunctions.part(a));
        define("matches", "matches(text, 'pattern')", 2, 2, (a, s) -> TextFunctions.matches(a));
        define("extract", "extract(text, 'pattern')", 2, 2, (a, s) -> TextFunctions.extract(a));
        define("hash", "hash(value…)", 0, MANY, (a, s) -> hash(a));
        define("occurrence", "occurrence(value…)", 0, MANY, Functions::occurrence);
        define("share", "share(amount, weight, group, digits)", 3, 4, Functions::share);
        define("low", "low(text)", 1, 1, (a, s) -> bound(a, true));
        define("high", "high(text)", 1, 1, (a, s) -> bound(a, false));
        define("abs", "abs(number)", 1, 1, (a, s) -> numeric(a, BigDecimal::abs));
        define("round", "round(number, digits)", 2, 2, (a, s) -> round(a));
        define("number", "number(text)", 1, 1, (a, s) -> number(a));
        define("text", "text(value)", 1, 1, (a, s) -> concat(a));
        define("time", "time(text, 'pattern')", 1, 2, (a, s) -> TimeFunctions.time(a));
        define("day", "day(text or time, 'pattern')", 1, 2, (a, s) -> TimeFunctions.day(a));
        define("start_of_day", "start_of_day(day)", 1, 1, (a, s) -> TimeFunctions.startOfDay(a));
        define("epoch", "epoch(seconds)", 1, 1, (a, s) -> TimeFunctions.epoch(a));
        define("now", "now()", 0, 0, (a, s) -> new Expression(ValueKind.TIME, row -> row.times.now()));
        define("file", "file()", 0, 0, (a, s) -> new Expression(ValueKind.TEXT, row -> row.file));
        define("line", "line()", 0, 0, (a, s) -> new Expression(ValueKind.NUMBER, row -> row.raw.line()));
    }

    private static void define(String name, String signature, int least, int most, Maker maker) {
        ALL.put(name, new Function(signature, least, most, maker));
    }

    private static void texts(String name, UnaryOperator<String> change) {
        define(name, name + "(text)", 1, 1, (a, s) -> TextFunctions.textual(a, change));
    }

    private static void tests(String name, java.util.function.BiPredicate<String, String> test) {
        define(name, name + "(text, text)", 2, 2, (a, s) -> {
            Expression x = Arguments.text(a, 0);
            Expression y = Arguments.text(a, 1);
            return new Expression(
                    ValueKind.BOOLEAN,
                    row -> x.value(row) instanceof String p && y.value(row) instanceof String q && test.test(p, q));
        });
    }

    static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }

    static Expression call(String name, List<Expression> arguments, Scope scope) throws Arguments.WrongCall {
        Function function = ALL.get(name.toLowerCase(Locale.ROOT));
        if (function == null) {
            throw new Arguments.WrongCall(
                    "There is no function " + name + "()." + Suggestion.maybe(name, ALL.keySet()));
        }
        if (arguments.size() < function.least() || arguments.size() > function.most()) {
            throw new Arguments.WrongCall(function.signature() + " is given " + arguments.size() + " values.");
        }
        return function.maker().make(arguments, scope);
    }

    private static Expression conditional(List<Expression> a) throws Arguments.WrongCall {
        Expression condition = Arguments.of(a, 0, ValueKind.BOOLEAN);
        Expression yes = a.get(1);
        Expression no = a.size() > 2 ? a.get(2) : new Expression(ValueKind.NOTHING, row -> null);
        return new Expression(common(List.of(yes, no)), row -> condition.holds(row) ? yes.value(row) : no.value(row));
    }

    private static Expression coalesce(List<Expression> a) throws Arguments.WrongCall {
        return new Expression(common(a), row -> {
            for (Expression option : a) {
                Object value = option.value(row);
                if (value != null) {
                    return value;
                }
            }
            return null;
        });
    }

    private static ValueKind common(List<Expression> options) throws Arguments.WrongCall {
        ValueKind kind = ValueKind.NOTHING;
        for (Expression option : options) {
            if (kind == ValueKind.NOTHING) {
                kind = option.kind();
            } else if (!option.kind().fits(kind)) {
                throw new Arguments.WrongCall("The results differ: " + kind.word() + " and "
                        + option.kind().word() + ".");
            }
        }
        return kind;
    }

    private static Expression concat(List<Expression> a) {
        return new Expression(ValueKind.TEXT, row -> {
            StringBuilder joined = new StringBuilder();
            for (Expression part : a) {
                String text = Operators.text(part.value(row));
                joined.append(text == null ? "" : text);
            }
            return joined.isEmpty() ? null : joined.toString();
        });
    }

    private static Expression hash(List<Expression> a) {
        return new Expression(ValueKind.TEXT, row -> RowHash.of(a, row));
    }

    private static Expression occurrence(List<Expression> a, Scope scope) throws Arguments.WrongCall {
        if (!scope.counting()) {
            throw new Arguments.WrongCall("occurrence() counts every row, so that it can only stand in a let.");
        }
        int counter = scope.nextCounter();
        return new Expression(
                ValueKind.NUMBER, row -> row.counting ? row.counters[counter].next(RowHash.quick(a, row)) : null);
    }

    private static Expression share(List<Expression> a, Scope scope) throws Arguments.WrongCall {
        if (!scope.counting()) {
            throw new Arguments.WrongCall("share() looks at every row, so that it can only stand in a let.");
        }
        Expression amount = Arguments.of(a, 0, ValueKind.NUMBER);
        Expression weight = Arguments.of(a, 1, ValueKind.NUMBER);
        Expression group = Arguments.text(a, 2);
        int digits = a.size() > 3 ? digits(a.get(3)) : 2;
        int place = scope.nextShare();
        return new Expression(ValueKind.NUMBER, row -> {
            if (!(group.value(row) instanceof String key)) {
                return null;
            }
            Object given = weight.value(row);
            BigDecimal weighs = given == null ? BigDecimal.ZERO : Operators.decimal(given);
            if (row.weighing) {
                Object whole = amount.value(row);
                row.shares[place].weigh(key, whole == null ? null : Operators.decimal(whole), weighs);
            }
            return row.counting ? row.shares[place].next(key, weighs, digits) : null;
        });
    }

    private static Expression bound(List<Expression> a, boolean low) throws Arguments.WrongCall {
        Expression text = Arguments.text(a, 0);
        return new Expression(ValueKind.NUMBER, row -> {
            if (!(text.value(row) instanceof String t) || Values.nothing(Values.text(t))) {
                return null;
            }
            BigDecimal number = Values.bound(t, low);
            return number != null ? number : ColumnRule.notANumber(row, low ? "low()" : "high()", t);
        });
    }

    private static int digits(Expression digits) throws Arguments.WrongCall {
        Expression number = Arguments.of(List.of(digits), 0, ValueKind.NUMBER);
        if (!(Arguments.constant(number) instanceof Long n) || n < 0 || n > 20) {
            throw new Arguments.WrongCall("The digits have to be written out as a number from 0 to 20.");
        }
        return n.intValue();
    }

    private static Expression numeric(List<Expression> a, UnaryOperator<BigDecimal> change) throws Arguments.WrongCall {
        Expression number = Arguments.of(a, 0, ValueKind.NUMBER);
        return new Expression(ValueKind.NUMBER, row -> {
            Object value = number.value(row);
            return value == null ? null : change.apply(Operators.decimal(value));
        });
    }

    private static Expression round(List<Expression> a) throws Arguments.WrongCall {
        int digits = digits(a.get(1));
        return numeric(a, d -> d.setScale(digits, RoundingMode.HALF_UP));
    }

    private static Expression number(List<Expression> a) throws Arguments.WrongCall {
        Expression text = Arguments.text(a, 0);
        return new Expression(ValueKind.NUMBER, row -> {
            if (!(text.value(row) instanceof String t) || Values.nothing(Values.text(t))) {
                return null;
            }
            BigDecimal number = Values.number(t);
            return number != null ? number : ColumnRule.notANumber(row, "number()", t);
        });
    }
}
