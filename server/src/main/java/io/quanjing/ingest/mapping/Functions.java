package io.quanjing.ingest.mapping;

import io.quanjing.ingest.RowReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The functions of the mapping language. */
final class Functions {

    /** A call that breaks the function's rule. */
    @SuppressWarnings("serial")
    static final class WrongCall extends Exception {
        WrongCall(String message) {
            super(message, null, false, false);
        }
    }

    @FunctionalInterface
    private interface Maker {
        Expression make(List<Expression> arguments, Scope scope) throws WrongCall;
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
        define("region", "region(text)", 1, 1, (a, s) -> textual(a, RegionNames::province));
        define("host", "host(address)", 1, 1, (a, s) -> textual(a, Functions::host));
        define("url_path", "url_path(address)", 1, 1, (a, s) -> textual(a, Functions::path));
        define("url_parameter", "url_parameter(address, name)", 2, 2, (a, s) -> binary(a, Functions::parameter));
        tests("starts_with", String::startsWith);
        tests("ends_with", String::endsWith);
        tests("contains", String::contains);
        define("replace", "replace(text, old, new)", 3, 3, (a, s) -> replace(a));
        define("part", "part(text, delimiter, number)", 3, 3, (a, s) -> part(a));
        define("matches", "matches(text, 'pattern')", 2, 2, (a, s) -> matches(a));
        define("extract", "extract(text, 'pattern')", 2, 2, (a, s) -> extract(a));
        define("hash", "hash(value…)", 0, MANY, (a, s) -> hash(a));
        define("occurrence", "occurrence(value…)", 0, MANY, Functions::occurrence);
        define("abs", "abs(number)", 1, 1, (a, s) -> numeric(a, BigDecimal::abs));
        define("round", "round(number, digits)", 2, 2, (a, s) -> round(a));
        define("number", "number(text)", 1, 1, (a, s) -> number(a));
        define("text", "text(value)", 1, 1, (a, s) -> concat(a));
        define("time", "time(text, 'pattern')", 1, 2, (a, s) -> time(a));
        define("day", "day(text or time, 'pattern')", 1, 2, (a, s) -> day(a));
        define("start_of_day", "start_of_day(day)", 1, 1, (a, s) -> startOfDay(a));
        define("epoch", "epoch(seconds)", 1, 1, (a, s) -> epoch(a));
        define("file", "file()", 0, 0, (a, s) -> new Expression(ValueKind.TEXT, row -> row.file));
        define("line", "line()", 0, 0, (a, s) -> new Expression(ValueKind.NUMBER, row -> row.raw.line()));
    }

    private static void define(String name, String signature, int least, int most, Maker maker) {
        ALL.put(name, new Function(signature, least, most, maker));
    }

    private static void texts(String name, UnaryOperator<String> change) {
        define(name, name + "(text)", 1, 1, (a, s) -> textual(a, change));
    }

    private static void tests(String name, java.util.function.BiPredicate<String, String> test) {
        define(name, name + "(text, text)", 2, 2, (a, s) -> {
            Expression x = text(a, 0);
            Expression y = text(a, 1);
            return new Expression(
                    ValueKind.BOOLEAN,
                    row -> x.value(row) instanceof String p && y.value(row) instanceof String q && test.test(p, q));
        });
    }

    static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }

    static Expression call(String name, List<Expression> arguments, Scope scope) throws WrongCall {
        Function function = ALL.get(name.toLowerCase(Locale.ROOT));
        if (function == null) {
            throw new WrongCall("There is no function " + name + "()." + Suggestion.maybe(name, ALL.keySet()));
        }
        if (arguments.size() < function.least() || arguments.size() > function.most()) {
            throw new WrongCall(function.signature() + " is given " + arguments.size() + " values.");
        }
        return function.maker().make(arguments, scope);
    }

    private static Expression text(List<Expression> arguments, int index) throws WrongCall {
        return of(arguments, index, ValueKind.TEXT);
    }

    private static Expression of(List<Expression> arguments, int index, ValueKind kind) throws WrongCall {
        Expression argument = arguments.get(index);
        if (!argument.kind().fits(kind)) {
            throw new WrongCall("Value " + (index + 1) + " has to be a " + kind.word() + " and is a "
                    + argument.kind().word() + ".");
        }
        return argument;
    }

    private static Expression conditional(List<Expression> a) throws WrongCall {
        Expression condition = of(a, 0, ValueKind.BOOLEAN);
        Expression yes = a.get(1);
        Expression no = a.size() > 2 ? a.get(2) : new Expression(ValueKind.NOTHING, row -> null);
        return new Expression(common(List.of(yes, no)), row -> condition.holds(row) ? yes.value(row) : no.value(row));
    }

    private static Expression coalesce(List<Expression> a) throws WrongCall {
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

    private static ValueKind common(List<Expression> options) throws WrongCall {
        ValueKind kind = ValueKind.NOTHING;
        for (Expression option : options) {
            if (kind == ValueKind.NOTHING) {
                kind = option.kind();
            } else if (!option.kind().fits(kind)) {
                throw new WrongCall("The results differ: " + kind.word() + " and "
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

    private static Expression textual(List<Expression> a, java.util.function.Function<String, @Nullable String> change)
            throws WrongCall {
        Expression argument = text(a, 0);
        return new Expression(
                ValueKind.TEXT, row -> argument.value(row) instanceof String given ? change.apply(given) : null);
    }

    private static Expression binary(List<Expression> a, BinaryOperator<@Nullable String> change) throws WrongCall {
        Expression x = text(a, 0);
        Expression y = text(a, 1);
        return new Expression(
                ValueKind.TEXT,
                row -> x.value(row) instanceof String p && y.value(row) instanceof String q
                        ? change.apply(p, q)
                        : null);
    }

    private static @Nullable URI uri(String address) {
        try {
            return new URI(address.strip().replace(" ", "%20"));
        } catch (java.net.URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable String host(String address) {
        URI uri = uri(address.contains("//") ? address : "//" + address);
        return uri == null || uri.getHost() == null ? null : uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String path(String address) {
        int cut = address.length();
        for (char c : new char[] {'?', '#'}) {
            int found = address.indexOf(c);
            cut = found >= 0 ? Math.min(cut, found) : cut;
        }
        String bare = address.substring(0, cut).strip();
        int scheme = bare.indexOf("//");
        int slash = scheme >= 0 ? bare.indexOf('/', scheme + 2) : bare.startsWith("/") ? 0 : -1;
        return slash >= 0 ? bare.substring(slash) : scheme >= 0 ? "/" : null;
    }

    private static @Nullable String parameter(String address, String name) {
        int query = address.indexOf('?');
        if (query < 0) {
            return null;
        }
        int end = address.indexOf('#', query);
        for (String pair :
                address.substring(query + 1, end < 0 ? address.length() : end).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                try {
                    return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return pair.substring(equals + 1);
                }
            }
        }
        return null;
    }

    private static Expression replace(List<Expression> a) throws WrongCall {
        Expression text = text(a, 0);
        Expression old = text(a, 1);
        Expression now = text(a, 2);
        return new Expression(
                ValueKind.TEXT,
                row -> text.value(row) instanceof String t
                                && old.value(row) instanceof String o
                                && now.value(row) instanceof String n
                        ? t.replace(o, n)
                        : null);
    }

    private static Expression part(List<Expression> a) throws WrongCall {
        Expression text = text(a, 0);
        Expression delimiter = text(a, 1);
        Expression number = of(a, 2, ValueKind.NUMBER);
        return new Expression(ValueKind.TEXT, row -> {
            if (!(text.value(row) instanceof String t && delimiter.value(row) instanceof String d)) {
                return null;
            }
            if (!(number.value(row) instanceof Long n)) {
                return null;
            }
            String[] parts = t.split(Pattern.quote(d), -1);
            return n >= 1 && n <= parts.length ? parts[(int) (n - 1)].strip() : null;
        });
    }

    private static Pattern pattern(List<Expression> a) throws WrongCall {
        Object constant = constant(text(a, 1));
        if (!(constant instanceof String given)) {
            throw new WrongCall("The pattern has to be written out as a text.");
        }
        try {
            return Pattern.compile(given);
        } catch (PatternSyntaxException e) {
            throw new WrongCall("The pattern is not a regular expression: " + e.getDescription() + ".");
        }
    }

    /** The value of a literal; a column has none before there is a row. */
    private static @Nullable Object constant(Expression expression) {
        try {
            return expression.value(new RowFrame(0, 0, new KeptRows[0], "", new Times(java.time.ZoneOffset.UTC)));
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static Expression matches(List<Expression> a) throws WrongCall {
        Expression text = text(a, 0);
        Pattern pattern = pattern(a);
        return new Expression(
                ValueKind.BOOLEAN, row -> text.value(row) instanceof String t && find(row, pattern, t) != null);
    }

    private static Expression extract(List<Expression> a) throws WrongCall {
        Expression text = text(a, 0);
        Pattern pattern = pattern(a);
        return new Expression(ValueKind.TEXT, row -> {
            Matcher found = text.value(row) instanceof String t ? find(row, pattern, t) : null;
            return found == null ? null : found.group(Math.min(found.groupCount(), 1));
        });
    }

    private static @Nullable Matcher find(RowFrame row, Pattern pattern, String text) {
        try {
            Matcher matcher = pattern.matcher(new BudgetedText(text));
            return matcher.find() ? matcher : null;
        } catch (BudgetedText.Spent | StackOverflowError e) {
            row.note(
                    RowReason.TEXT_TOO_COMPLEX,
                    "The pattern " + pattern + " takes too long on a text of " + text.length() + " characters.",
                    Map.of("pattern", pattern.pattern()));
            return null;
        }
    }

    private static Expression hash(List<Expression> a) {
        return new Expression(ValueKind.TEXT, row -> RowHash.of(a, row));
    }

    private static Expression occurrence(List<Expression> a, Scope scope) throws WrongCall {
        if (!scope.counting()) {
            throw new WrongCall("occurrence() counts every row, so that it can only stand in a let.");
        }
        int counter = scope.nextCounter();
        return new Expression(
                ValueKind.NUMBER, row -> row.counting ? row.counters[counter].next(RowHash.quick(a, row)) : null);
    }

    private static Expression numeric(List<Expression> a, UnaryOperator<BigDecimal> change) throws WrongCall {
        Expression number = of(a, 0, ValueKind.NUMBER);
        return new Expression(ValueKind.NUMBER, row -> {
            Object value = number.value(row);
            return value == null ? null : change.apply(Operators.decimal(value));
        });
    }

    private static Expression round(List<Expression> a) throws WrongCall {
        Expression digits = of(a, 1, ValueKind.NUMBER);
        if (!(constant(digits) instanceof Long n) || n < 0 || n > 20) {
            throw new WrongCall("The digits have to be written out as a number from 0 to 20.");
        }
        return numeric(a, d -> d.setScale(n.intValue(), RoundingMode.HALF_UP));
    }

    private static Expression number(List<Expression> a) throws WrongCall {
        Expression text = text(a, 0);
        return new Expression(ValueKind.NUMBER, row -> {
            if (!(text.value(row) instanceof String t) || Values.nothing(Values.text(t))) {
                return null;
            }
            BigDecimal number = Values.number(t);
            return number != null ? number : ColumnRule.notANumber(row, "number()", t);
        });
    }

    private static Expression time(List<Expression> a) throws WrongCall {
        Expression text = text(a, 0);
        DateTimeFormatter formatter = a.size() > 1 ? formatter(a) : null;
        return new Expression(ValueKind.TIME, row -> {
            if (!(text.value(row) instanceof String t) || Values.nothing(Values.text(t))) {
                return null;
            }
            Instant time = formatter == null ? row.times.time(t) : timeBy(formatter, t, row.times);
            return time != null ? time : ColumnRule.notATime(row, "time()", t);
        });
    }

    private static Expression day(List<Expression> a) throws WrongCall {
        if (a.getFirst().kind() == ValueKind.TIME) {
            Expression time = a.getFirst();
            return new Expression(
                    ValueKind.DAY,
                    row -> time.value(row) instanceof Instant t ? LocalDate.ofInstant(t, row.times.zone()) : null);
        }
        Expression text = text(a, 0);
        DateTimeFormatter formatter = a.size() > 1 ? formatter(a) : null;
        return new Expression(ValueKind.DAY, row -> {
            if (!(text.value(row) instanceof String t) || Values.nothing(Values.text(t))) {
                return null;
            }
            LocalDate day = formatter == null ? row.times.day(t) : dayBy(formatter, t);
            return day != null ? day : ColumnRule.notATime(row, "day()", t);
        });
    }

    private static DateTimeFormatter formatter(List<Expression> a) throws WrongCall {
        if (!(constant(text(a, 1)) instanceof String given)) {
            throw new WrongCall("The pattern has to be written out as a text.");
        }
        try {
            return DateTimeFormatter.ofPattern(given, Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new WrongCall("The pattern " + given + " is not one of a time: " + e.getMessage() + ".");
        }
    }

    static @Nullable Instant timeBy(DateTimeFormatter formatter, String text, Times times) {
        try {
            TemporalAccessor parsed = formatter.parseBest(
                    text.strip(), java.time.ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (parsed) {
                case java.time.ZonedDateTime zoned -> zoned.toInstant();
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

    private static Expression startOfDay(List<Expression> a) throws WrongCall {
        Expression day = of(a, 0, ValueKind.DAY);
        return new Expression(
                ValueKind.TIME,
                row -> day.value(row) instanceof LocalDate d ? row.times.instant(d.atStartOfDay()) : null);
    }

    private static Expression epoch(List<Expression> a) throws WrongCall {
        Expression seconds = of(a, 0, ValueKind.NUMBER);
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
