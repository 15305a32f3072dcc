package io.quanjing.metric.dictionary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a metric comes from measures. A part without a value makes the whole without a value. */
public sealed interface Formula {

    /** A measure, or, before it is resolved, a metric. */
    record Reference(String id) implements Formula {}

    /** A number that a shop's own formula names; not below 0. */
    record Constant(BigDecimal number) implements Formula {}

    /** Two parts and one of {@code + - * /}. */
    record Operation(char sign, Formula left, Formula right) implements Formula {}

    /** A value that is only known while the other measure is 0. */
    record Known(Formula value, String missing) implements Formula {}

    /** A measure of all rows together, however they are split. */
    record OfTotal(String id) implements Formula {}

    /** A value about which there is something to say while the other measure is not 0. */
    record Noted(Formula value, String remark) implements Formula {}

    /** The measures that it needs, in the order of the text. */
    default Set<String> measures() {
        Set<String> ids = new LinkedHashSet<>();
        collect(ids);
        return ids;
    }

    private void collect(Set<String> ids) {
        switch (this) {
            case Reference r -> ids.add(r.id());
            case OfTotal t -> ids.add(t.id());
            case Constant c -> {}
            case Operation o -> {
                o.left().collect(ids);
                o.right().collect(ids);
            }
            case Known k -> {
                k.value().collect(ids);
                ids.add(k.missing());
            }
            case Noted n -> {
                n.value().collect(ids);
                ids.add(n.remark());
            }
        }
    }

    /** The formula with each reference replaced. */
    default Formula replace(Function<Reference, Formula> by) {
        return switch (this) {
            case Reference r -> by.apply(r);
            case OfTotal t -> t;
            case Constant c -> c;
            case Operation o ->
                new Operation(o.sign(), o.left().replace(by), o.right().replace(by));
            case Known k -> new Known(k.value().replace(by), k.missing());
            case Noted n -> new Noted(n.value().replace(by), n.remark());
        };
    }

    /** Whether a part is not known; a denominator of 0 is known. */
    default boolean unknown(Map<String, BigDecimal> measures) {
        return switch (this) {
            case Reference r -> false;
            case OfTotal t -> false;
            case Constant c -> false;
            case Operation o -> o.left().unknown(measures) || o.right().unknown(measures);
            case Known k ->
                measures.getOrDefault(k.missing(), BigDecimal.ZERO).signum() != 0
                        || k.value().unknown(measures);
            case Noted n -> n.value().unknown(measures);
        };
    }

    /** The exact value, 34 digits for a quotient; null if a part is unknown or a denominator is 0. */
    default @Nullable BigDecimal value(Map<String, BigDecimal> measures) {
        return switch (this) {
            case Reference r -> measures.getOrDefault(r.id(), BigDecimal.ZERO);
            case OfTotal t -> measures.getOrDefault(total(t.id()), BigDecimal.ZERO);
            case Constant c -> c.number();
            case Known k ->
                measures.getOrDefault(k.missing(), BigDecimal.ZERO).signum() == 0
                        ? k.value().value(measures)
                        : null;
            case Noted n -> n.value().value(measures);
            case Operation o -> {
                BigDecimal left = o.left().value(measures);
                BigDecimal right = o.right().value(measures);
                yield left == null || right == null ? null : apply(o.sign(), left, right);
            }
        };
    }

    private static @Nullable BigDecimal apply(char sign, BigDecimal left, BigDecimal right) {
        return switch (sign) {
            case '+' -> left.add(right);
            case '-' -> left.subtract(right);
            case '*' -> left.multiply(right);
            default -> right.signum() == 0 ? null : left.divide(right, MathContext.DECIMAL128);
        };
    }

    /** The part above or below the line of a quotient, known as far as the quotient is. */
    default Formula side(boolean above) {
        return switch (this) {
            case Operation o when o.sign() == '/' -> above ? o.left() : o.right();
            case Known k -> new Known(k.value().side(above), k.missing());
            case Noted n -> new Noted(n.value().side(above), n.remark());
            default -> throw new IllegalArgumentException(this + " is no quotient.");
        };
    }

    /** The same without what is said about it. */
    default Formula bare() {
        return switch (this) {
            case Known k -> k.value().bare();
            case Noted n -> n.value().bare();
            case Operation o ->
                new Operation(o.sign(), o.left().bare(), o.right().bare());
            case Reference r -> r;
            case OfTotal t -> t;
            case Constant c -> c;
        };
    }

    /** Whether the values of some days added up are the value of the measures of these days added up. */
    default boolean linear() {
        return switch (this) {
            case Reference r -> true;
            case OfTotal t -> true;
            case Constant c -> false;
            case Known k -> k.value().linear();
            case Noted n -> n.value().linear();
            case Operation o ->
                switch (o.sign()) {
                    case '+', '-' -> o.left().linear() && o.right().linear();
                    case '*' ->
                        (o.left() instanceof Constant && o.right().linear())
                                || (o.left().linear() && o.right() instanceof Constant);
                    default -> o.left().linear() && o.right() instanceof Constant;
                };
        };
    }

    /** Whether it needs totals beside the rows. */
    default boolean needsTotals() {
        return switch (this) {
            case Reference r -> false;
            case OfTotal t -> true;
            case Constant c -> false;
            case Operation o -> o.left().needsTotals() || o.right().needsTotals();
            case Known k -> k.value().needsTotals();
            case Noted n -> n.value().needsTotals();
        };
    }

    /** Under which name the total of a measure stands beside the measures of a row. */
    static String total(String measure) {
        return "total of " + measure;
    }

    /** Reads an expression of ids, {@code + - * /} and brackets. */
    static Formula parse(YamlValue source) {
        return new FormulaParser(source).parse();
    }
}
