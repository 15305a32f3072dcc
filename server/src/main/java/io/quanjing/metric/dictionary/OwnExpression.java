package io.quanjing.metric.dictionary;

import io.quanjing.kernel.Grain;
import io.quanjing.metric.dictionary.Metric.Additivity;
import io.quanjing.metric.dictionary.Metric.RefundBasis;
import io.quanjing.metric.dictionary.Metric.Unit;
import io.quanjing.metric.dictionary.Problem.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the expression of a shop's own metric: names, numbers, {@code + - * /} and brackets. Beside the formula it works out what can be known of
 * the result, and refuses what means nothing, such as visitors and yuan added up.
 */
final class OwnExpression {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");
    private static final int MOST_PARTS = 40;

    private final OwnYaml source;
    private final String text;
    private final Function<Name, Part> names;
    private int at;
    private int parts;

    /**
     * What is known of a part.
     *
     * @param formula over measures
     * @param dimensions the ids of those that all of its names have
     * @param words how it is worked out, for people
     * @param uses the names in it
     * @param binding how tightly its last sign binds: 0 for sums, 1 for products, 2 for what needs no brackets
     */
    record Part(
            Formula formula,
            Unit unit,
            Additivity additivity,
            RefundBasis refundBasis,
            Grain grain,
            Set<String> dimensions,
            Title words,
            Set<String> uses,
            int binding) {

        boolean number() {
            return formula instanceof Formula.Constant;
        }
    }

    /** A name with the place of it. */
    record Name(String text, int from, int to) {}

    /** Takes what finds a name or refuses it. */
    OwnExpression(OwnYaml source, Function<Name, Part> names) {
        this.source = source;
        this.text = source.text();
        this.names = names;
    }

    Part parse() {
        Part whole = sum();
        if (peek() != 0) {
            throw misunderstood();
        }
        if (whole.uses().isEmpty()) {
            throw source.broken(Rule.BAD_EXPRESSION, text, List.of("gmv"));
        }
        return whole;
    }

    private Part sum() {
        Part left = product();
        while (peek() == '+' || peek() == '-') {
            char sign = text.charAt(at++);
            left = added(left, sign, product());
        }
        return left;
    }

    private Part product() {
        Part left = operand();
        while (peek() == '*' || peek() == '/') {
            char sign = text.charAt(at++);
            int place = at - 1;
            Part right = operand();
            Unit unit = sign == '*' ? times(left, right, place) : by(left, right, place);
            boolean scaled = right.number() || (sign == '*' && left.number());
            left = joined(left, sign, right, unit, scaled ? least(left, right) : Additivity.NONE, 1);
        }
        return left;
    }

    private Part added(Part left, char sign, Part right) {
        Unit unit = left.unit();
        boolean plain = plain(left.unit()) && plain(right.unit());
        if (left.unit() != right.unit() && !plain) {
            throw source.broken(0, text.length(), Rule.UNLIKE_UNITS, units(left, sign, right), List.of());
        }
        boolean mixed = left.unit() != right.unit();
        boolean share = mixed && (left.number() || right.number());
        return joined(
                left,
                sign,
                right,
                share ? (left.number() ? right.unit() : left.unit()) : mixed ? Unit.NUMBER : unit,
                left.number() || right.number() ? Additivity.NONE : least(left, right),
                0);
    }

    private static boolean plain(Unit unit) {
        return unit == Unit.RATE || unit == Unit.NUMBER;
    }

    private Unit times(Part left, Part right, int place) {
        Unit a = left.unit();
        Unit b = right.unit();
        if (plain(a) || plain(b)) {
            Unit other = plain(a) ? b : a;
            // A part of a count is no count.
            return other == Unit.COUNT || (plain(a) && plain(b) && a != b) ? Unit.NUMBER : other;
        }
        if (a == Unit.COUNT || b == Unit.COUNT) {
            Unit other = a == Unit.COUNT ? b : a;
            return other == Unit.COUNT ? Unit.NUMBER : other;
        }
        throw source.broken(place, place + 1, Rule.SENSELESS_UNITS, units(left, '*', right), List.of());
    }

    private Unit by(Part left, Part right, int place) {
        Unit a = left.unit();
        Unit b = right.unit();
        if (a == b) {
            return plain(a) ? Unit.NUMBER : Unit.RATE;
        }
        if (plain(b)) {
            return a == Unit.COUNT || plain(a) ? Unit.NUMBER : a;
        }
        if (b == Unit.COUNT) {
            return plain(a) ? Unit.NUMBER : a;
        }
        if (a == Unit.AMOUNT && b == Unit.SECONDS) {
            return Unit.AMOUNT;
        }
        if (a == Unit.COUNT && b == Unit.SECONDS) {
            return Unit.NUMBER;
        }
        throw source.broken(place, place + 1, Rule.SENSELESS_UNITS, units(left, '/', right), List.of());
    }

    private static String units(Part left, char sign, Part right) {
        return word(left) + " " + sign + " " + word(right);
    }

    private static String word(Part part) {
        return part.unit().name().toLowerCase(Locale.ROOT);
    }

    private static Additivity least(Part left, Part right) {
        if (left.number() || right.number()) {
            return left.number() ? right.additivity() : left.additivity();
        }
        return left.additivity().compareTo(right.additivity()) >= 0 ? left.additivity() : right.additivity();
    }

    private static Part joined(Part left, char sign, Part right, Unit unit, Additivity additivity, int binding) {
        Set<String> dimensions = new java.util.LinkedHashSet<>(left.number() ? right.dimensions() : left.dimensions());
        if (!left.number() && !right.number()) {
            dimensions.retainAll(right.dimensions());
        }
        Set<String> uses = new TreeSet<>(left.uses());
        uses.addAll(right.uses());
        return new Part(
                new Formula.Operation(sign, left.formula(), right.formula()),
                unit,
                additivity,
                // The later one in the list says more: what restates the past makes the whole restate it.
                left.refundBasis().compareTo(right.refundBasis()) >= 0 ? left.refundBasis() : right.refundBasis(),
                left.grain().compareTo(right.grain()) >= 0 ? left.grain() : right.grain(),
                dimensions,
                new Title(
                        words(left.words().zh(), left, sign, right.words().zh(), right, binding),
                        words(left.words().en(), left, sign, right.words().en(), right, binding)),
                uses,
                binding);
    }

    private static String words(String a, Part left, char sign, String b, Part right, int binding) {
        String before = left.binding() < binding ? "(" + a + ")" : a;
        boolean close = right.binding() < binding || (right.binding() == binding && (sign == '-' || sign == '/'));
        return before + " " + printed(sign) + " " + (close ? "(" + b + ")" : b);
    }

    private static char printed(char sign) {
        return switch (sign) {
            case '*' -> '×';
            case '/' -> '÷';
            case '-' -> '−';
            default -> sign;
        };
    }

    private Part operand() {
        if (++parts > MOST_PARTS) {
            throw source.broken(Rule.TOO_MANY, String.valueOf(parts), List.of());
        }
        if (peek() == '(') {
            at++;
            Part inner = sum();
            if (peek() != ')') {
                throw misunderstood();
            }
            at++;
            return inner;
        }
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (start == at) {
            throw misunderstood();
        }
        String name = text.substring(start, at);
        Matcher number = NUMBER.matcher(name);
        return number.matches() ? constant(name) : names.apply(new Name(name, start, at));
    }

    private static Part constant(String number) {
        return new Part(
                new Formula.Constant(new BigDecimal(number)),
                Unit.NUMBER,
                Additivity.ADDITIVE,
                RefundBasis.NONE,
                Grain.HOUR,
                Set.of(),
                new Title(number, number),
                Set.of(),
                2);
    }

    private OwnYaml.Broken misunderstood() {
        int from = Math.min(at, Math.max(0, text.length() - 1));
        String rest = at >= text.length() ? text : text.substring(at);
        return source.broken(from, from + 1, Rule.BAD_EXPRESSION, rest, List.of());
    }

    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }
}
