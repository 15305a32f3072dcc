package io.quanjing.ingest.mapping;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Arithmetic and comparison. Whole numbers stay {@link Long} while they fit; a division keeps 20 digits; null in gives null out. */
final class Operators {

    private static final MathContext DIGITS = new MathContext(20, RoundingMode.HALF_UP);

    private Operators() {}

    static Expression arithmetic(char operator, Expression a, Expression b) {
        return new Expression(ValueKind.NUMBER, row -> {
            Object x = a.value(row);
            Object y = b.value(row);
            if (x == null || y == null) {
                return null;
            }
            if (operator != '/' && x instanceof Long l && y instanceof Long r) {
                Long whole = whole(operator, l, r);
                if (whole != null) {
                    return whole;
                }
            }
            BigDecimal p = decimal(x);
            BigDecimal q = decimal(y);
            return switch (operator) {
                case '+' -> p.add(q);
                case '-' -> p.subtract(q);
                case '*' -> p.multiply(q);
                default -> q.signum() == 0 ? null : p.divide(q, DIGITS);
            };
        });
    }

    private static @Nullable Long whole(char operator, long a, long b) {
        try {
            return switch (operator) {
                case '+' -> Math.addExact(a, b);
                case '-' -> Math.subtractExact(a, b);
                default -> Math.multiplyExact(a, b);
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static BigDecimal decimal(Object number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) number;
    }

    static Expression compare(String operator, Expression a, Expression b) {
        return new Expression(ValueKind.BOOLEAN, row -> {
            Object x = a.value(row);
            Object y = b.value(row);
            if (x == null || y == null) {
                return false;
            }
            int order = order(x, y);
            return switch (operator) {
                case "=" -> order == 0;
                case "!=", "<>" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        });
    }

    /** The order of two values of one kind. */
    static int order(Object x, Object y) {
        return switch (x) {
            case String s -> s.compareTo((String) y);
            case Boolean b -> b.compareTo((Boolean) y);
            case LocalDate d -> d.compareTo((LocalDate) y);
            case Instant t -> t.compareTo((Instant) y);
            case Long l when y instanceof Long r -> l.compareTo(r);
            default -> decimal(x).compareTo(decimal(y));
        };
    }

    /** How a value is written where a text is wanted. */
    static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String s -> s;
            case BigDecimal d -> d.signum() == 0 ? "0" : d.stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }
}
