package io.quanjing.ingest.mapping;

import io.quanjing.ingest.mapping.Scope.Aggregate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one expression and checks its names and kinds. */
final class ExpressionParser {

    private static final int DEPTH = 60;
    private static final Set<String> WORDS = Set.of("and", "or", "not", "is", "in", "null", "true", "false");

    /** What is wrong and where in the expression's text, from 0. */
    @SuppressWarnings("serial")
    static final class Wrong extends Exception {
        private final int position;

        Wrong(int position, String message) {
            super(message, null, false, false);
            this.position = position;
        }

        String rule() {
            return String.valueOf(getMessage());
        }

        int position() {
            return position;
        }
    }

    private final String text;
    private final Scope scope;
    private int at;
    private int depth;
    private boolean insideAggregate;

    private ExpressionParser(String text, Scope scope) {
        this.text = text;
        this.scope = scope;
    }

    static Expression parse(String text, Scope scope) throws Wrong {
        ExpressionParser parser = new ExpressionParser(text, scope);
        Expression expression = parser.or();
        parser.space();
        if (parser.at < text.length()) {
            throw parser.wrong("\"" + text.substring(parser.at) + "\" is left over.");
        }
        return expression;
    }

    private Expression or() throws Wrong {
        if (++depth > DEPTH) {
            throw wrong("The expression is nested more than " + DEPTH + " deep.");
        }
        Expression left = and();
        while (word("or")) {
            left = logical(left, and(), false);
        }
        depth--;
        return left;
    }

    private Expression and() throws Wrong {
        Expression left = not();
        while (word("and")) {
            left = logical(left, not(), true);
        }
        return left;
    }

    private Expression logical(Expression a, Expression b, boolean and) throws Wrong {
        need(a, ValueKind.BOOLEAN, and ? "and" : "or");
        need(b, ValueKind.BOOLEAN, and ? "and" : "or");
        return new Expression(
                ValueKind.BOOLEAN, and ? row -> a.holds(row) && b.holds(row) : row -> a.holds(row) || b.holds(row));
    }

    private Expression not() throws Wrong {
        if (word("not")) {
            Expression inner = not();
            need(inner, ValueKind.BOOLEAN, "not");
            return new Expression(ValueKind.BOOLEAN, row -> !inner.holds(row));
        }
        return comparison();
    }

    private Expression comparison() throws Wrong {
        Expression left = sum();
        if (word("is")) {
            boolean not = word("not");
            if (!word("null")) {
                throw wrong("After \"is\" only \"null\" or \"not null\" can stand.");
            }
            return new Expression(ValueKind.BOOLEAN, row -> left.value(row) == null != not);
        }
        if (word("in")) {
            return in(left);
        }
        for (String operator : List.of("!=", "<>", "<=", ">=", "=", "<", ">")) {
            if (symbol(operator)) {
                return Operators.compare(operator, left, alike(left, sum()));
            }
        }
        return left;
    }

    private Expression in(Expression left) throws Wrong {
        expect("(");
        List<Expression> options = new ArrayList<>();
        do {
            options.add(Operators.compare("=", left, alike(left, or())));
        } while (symbol(","));
        expect(")");
        return new Expression(ValueKind.BOOLEAN, row -> {
            for (Expression option : options) {
                if (option.holds(row)) {
                    return true;
                }
            }
            return false;
        });
    }

    private Expression alike(Expression left, Expression right) throws Wrong {
        if (!left.kind().fits(right.kind()) && !right.kind().fits(left.kind())) {
            throw wrong("A " + left.kind().word() + " cannot be compared with a "
                    + right.kind().word() + ".");
        }
        return right;
    }

    private Expression sum() throws Wrong {
        Expression left = product();
        while (true) {
            if (symbol("+")) {
                left = arithmetic('+', left, product());
            } else if (symbol("-")) {
                left = arithmetic('-', left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() throws Wrong {
        Expression left = unary();
        while (true) {
            if (symbol("*")) {
                left = arithmetic('*', left, unary());
            } else if (symbol("/")) {
                left = arithmetic('/', left, unary());
            } else {
                return left;
            }
        }
    }

    private Expression arithmetic(char operator, Expression a, Expression b) throws Wrong {
        need(a, ValueKind.NUMBER, String.valueOf(operator));
        need(b, ValueKind.NUMBER, String.valueOf(operator));
        return Operators.arithmetic(operator, a, b);
    }

    private Expression unary() throws Wrong {
        if (symbol("-")) {
            if (++depth > DEPTH) {
                throw wrong("The expression is nested more than " + DEPTH + " deep.");
            }
            Expression inner = unary();
            depth--;
            return arithmetic('-', constant(ValueKind.NUMBER, 0L), inner);
        }
        return primary();
    }

    private Expression primary() throws Wrong {
        space();
        if (at >= text.length()) {
            throw wrong("A value is missing here.");
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return constant(ValueKind.TEXT, quoted(c));
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        if (symbol("(")) {
            Expression inner = or();
            expect(")");
            return inner;
        }
        int from = at;
        String name = name();
        if (name.isEmpty()) {
            throw wrong("\"" + c + "\" cannot stand here.");
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "null" -> constant(ValueKind.NOTHING, null);
            case "true" -> constant(ValueKind.BOOLEAN, true);
            case "false" -> constant(ValueKind.BOOLEAN, false);
            default -> named(name, from);
        };
    }

    private Expression named(String name, int from) throws Wrong {
        if (symbol("(")) {
            return call(name, from);
        }
        if (symbol("[")) {
            return lookup(name, from);
        }
        Scope.Name known = scope.names().get(name);
        if (known == null) {
            throw new Wrong(
                    from, "There is no column, let or table " + name + "." + Suggestion.maybe(name, scope.known()));
        }
        int slot = known.slot();
        Expression column = new Expression(known.kind(), row -> row.slots[slot]);
        return scope.aggregates() != null && !insideAggregate ? aggregated(Aggregate.Operation.FIRST, column) : column;
    }

    private Expression lookup(String name, int from) throws Wrong {
        Expression key = or();
        expect("]");
        need(key, ValueKind.TEXT, name + "[…]");
        Map<String, String> table = scope.tables.get(name);
        if (table != null) {
            String other = table.get("*");
            return new Expression(ValueKind.TEXT, row -> {
                Object value = key.value(row);
                return value == null ? null : table.getOrDefault(Values.word((String) value), other);
            });
        }
        Scope.Kept kept = scope.kept.get(name);
        if (kept == null) {
            List<String> known = new ArrayList<>(scope.tables.keySet());
            known.addAll(scope.kept.keySet());
            throw new Wrong(
                    from,
                    "There is no table and no kind of file with a key named " + name + "."
                            + Suggestion.maybe(name, known));
        }
        expect(".");
        int nameAt = at;
        String column = name();
        Scope.Name wanted = kept.scope().names().get(column);
        if (wanted == null) {
            throw new Wrong(
                    nameAt,
                    "The " + name + " files have no " + column + "."
                            + Suggestion.maybe(column, kept.scope().names().keySet()));
        }
        int position = kept.position(wanted.slot());
        int index = kept.index();
        return new Expression(wanted.kind(), row -> {
            KeptRows rows = row.kept[index];
            return rows != null && key.value(row) instanceof String id ? rows.get(id, position) : null;
        });
    }

    private Expression call(String name, int from) throws Wrong {
        Aggregate.Operation operation = aggregate(name);
        if (operation != null && (insideAggregate || scope.aggregates() == null)) {
            throw new Wrong(from, name + "() only stands in the fact of a group, and not inside another.");
        }
        insideAggregate = operation != null || insideAggregate;
        List<Expression> arguments = new ArrayList<>();
        if (!symbol(")")) {
            do {
                arguments.add(or());
            } while (symbol(","));
            expect(")");
        }
        if (operation == null) {
            try {
                return Functions.call(name, arguments, scope);
            } catch (Functions.WrongCall e) {
                throw new Wrong(from, String.valueOf(e.getMessage()));
            }
        }
        insideAggregate = false;
        boolean count = operation == Aggregate.Operation.COUNT;
        if (count ? arguments.size() > 1 : arguments.size() != 1) {
            throw new Wrong(from, name + "() takes one value.");
        }
        Expression argument = arguments.isEmpty() ? constant(ValueKind.NUMBER, 1L) : arguments.getFirst();
        if (operation == Aggregate.Operation.SUM) {
            need(argument, ValueKind.NUMBER, "sum()");
        }
        return aggregated(operation, argument);
    }

    private static Aggregate.@Nullable Operation aggregate(String name) {
        for (Aggregate.Operation operation : Aggregate.Operation.values()) {
            if (operation.name().equalsIgnoreCase(name)) {
                return operation;
            }
        }
        return null;
    }

    private Expression aggregated(Aggregate.Operation operation, Expression argument) throws Wrong {
        List<Aggregate> group = scope.aggregates();
        if (group == null) {
            throw wrong("There is no group here.");
        }
        int index = group.size();
        group.add(new Aggregate(operation, argument));
        ValueKind kind = operation == Aggregate.Operation.COUNT ? ValueKind.NUMBER : argument.kind();
        return new Expression(kind, row -> row.aggregates[index]);
    }

    private static Expression constant(ValueKind kind, @Nullable Object value) {
        return new Expression(kind, row -> value);
    }

    private Expression number() throws Wrong {
        int from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            BigDecimal value = new BigDecimal(text.substring(from, at));
            boolean whole = value.scale() == 0 && value.precision() < 19;
            return constant(ValueKind.NUMBER, whole ? (Object) value.longValueExact() : value);
        } catch (NumberFormatException e) {
            throw new Wrong(from, text.substring(from, at) + " is not a number.");
        }
    }

    private String quoted(char quote) throws Wrong {
        int from = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                return value.toString();
            }
        }
        throw new Wrong(from, "The text is not closed with " + quote + ".");
    }

    private String name() {
        space();
        int from = at;
        while (at < text.length() && nameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    static boolean nameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    static boolean reserved(String name) {
        return WORDS.contains(name.toLowerCase(Locale.ROOT));
    }

    private boolean word(String word) {
        space();
        int to = at + word.length();
        if (text.regionMatches(true, at, word, 0, word.length())
                && (to >= text.length() || !nameCharacter(text.charAt(to)))) {
            at = to;
            return true;
        }
        return false;
    }

    private boolean symbol(String symbol) {
        space();
        if (text.startsWith(symbol, at)) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    private void expect(String symbol) throws Wrong {
        if (!symbol(symbol)) {
            throw wrong("\"" + symbol + "\" is missing here.");
        }
    }

    private void need(Expression expression, ValueKind wanted, String where) throws Wrong {
        if (!expression.kind().fits(wanted)) {
            throw wrong(where + " needs a " + wanted.word() + ", and this is a "
                    + expression.kind().word() + ".");
        }
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Wrong wrong(String message) {
        return new Wrong(Math.min(at, text.length()), message);
    }
}
