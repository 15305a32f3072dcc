package io.quanjing.ingest.mapping;

import io.quanjing.ingest.mapping.Scope.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one expression and checks its names and kinds. */
final class ExpressionParser {

    private static final int DEPTH = 60;

    private final Tokens tokens;
    private final Scope scope;
    private int depth;
    private boolean insideAggregate;

    private ExpressionParser(String text, Scope scope) {
        this.tokens = new Tokens(text);
        this.scope = scope;
    }

    static Expression parse(String text, Scope scope) throws Tokens.Wrong {
        ExpressionParser parser = new ExpressionParser(text, scope);
        Expression expression = parser.or();
        if (!parser.tokens.end()) {
            throw parser.tokens.wrong("\"" + parser.tokens.rest() + "\" is left over.");
        }
        return expression;
    }

    private Expression or() throws Tokens.Wrong {
        if (++depth > DEPTH) {
            throw tokens.wrong("The expression is nested more than " + DEPTH + " deep.");
        }
        Expression left = and();
        while (tokens.word("or")) {
            left = logical(left, and(), false);
        }
        depth--;
        return left;
    }

    private Expression and() throws Tokens.Wrong {
        Expression left = not();
        while (tokens.word("and")) {
            left = logical(left, not(), true);
        }
        return left;
    }

    private Expression logical(Expression a, Expression b, boolean and) throws Tokens.Wrong {
        need(a, ValueKind.BOOLEAN, and ? "and" : "or");
        need(b, ValueKind.BOOLEAN, and ? "and" : "or");
        return new Expression(
                ValueKind.BOOLEAN, and ? row -> a.holds(row) && b.holds(row) : row -> a.holds(row) || b.holds(row));
    }

    private Expression not() throws Tokens.Wrong {
        if (tokens.word("not")) {
            Expression inner = not();
            need(inner, ValueKind.BOOLEAN, "not");
            return new Expression(ValueKind.BOOLEAN, row -> !inner.holds(row));
        }
        return comparison();
    }

    private Expression comparison() throws Tokens.Wrong {
        Expression left = sum();
        if (tokens.word("is")) {
            boolean not = tokens.word("not");
            if (!tokens.word("null")) {
                throw tokens.wrong("After \"is\" only \"null\" or \"not null\" can stand.");
            }
            return new Expression(ValueKind.BOOLEAN, row -> left.value(row) == null != not);
        }
        if (tokens.word("in")) {
            return in(left);
        }
        for (String operator : List.of("!=", "<>", "<=", ">=", "=", "<", ">")) {
            if (tokens.symbol(operator)) {
                return Operators.compare(operator, left, alike(left, sum()));
            }
        }
        return left;
    }

    private Expression in(Expression left) throws Tokens.Wrong {
        tokens.expect("(");
        List<Expression> options = new ArrayList<>();
        do {
            options.add(Operators.compare("=", left, alike(left, or())));
        } while (tokens.symbol(","));
        tokens.expect(")");
        return new Expression(ValueKind.BOOLEAN, row -> {
            for (Expression option : options) {
                if (option.holds(row)) {
                    return true;
                }
            }
            return false;
        });
    }

    private Expression alike(Expression left, Expression right) throws Tokens.Wrong {
        if (!left.kind().fits(right.kind()) && !right.kind().fits(left.kind())) {
            throw tokens.wrong("A " + left.kind().word() + " cannot be compared with a "
                    + right.kind().word() + ".");
        }
        return right;
    }

    private Expression sum() throws Tokens.Wrong {
        Expression left = product();
        while (true) {
            if (tokens.symbol("+")) {
                left = arithmetic('+', left, product());
            } else if (tokens.symbol("-")) {
                left = arithmetic('-', left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() throws Tokens.Wrong {
        Expression left = unary();
        while (true) {
            if (tokens.symbol("*")) {
                left = arithmetic('*', left, unary());
            } else if (tokens.symbol("/")) {
                left = arithmetic('/', left, unary());
            } else {
                return left;
            }
        }
    }

    private Expression arithmetic(char operator, Expression a, Expression b) throws Tokens.Wrong {
        need(a, ValueKind.NUMBER, String.valueOf(operator));
        need(b, ValueKind.NUMBER, String.valueOf(operator));
        return Operators.arithmetic(operator, a, b);
    }

    private Expression unary() throws Tokens.Wrong {
        if (tokens.symbol("-")) {
            if (++depth > DEPTH) {
                throw tokens.wrong("The expression is nested more than " + DEPTH + " deep.");
            }
            Expression inner = unary();
            depth--;
            return arithmetic('-', constant(ValueKind.NUMBER, 0L), inner);
        }
        return primary();
    }

    private Expression primary() throws Tokens.Wrong {
        if (tokens.end()) {
            throw tokens.wrong("A value is missing here.");
        }
        char c = tokens.next();
        if (c == '\'' || c == '"') {
            return constant(ValueKind.TEXT, tokens.quoted(c));
        }
        if (c >= '0' && c <= '9') {
            return constant(ValueKind.NUMBER, tokens.number());
        }
        if (tokens.symbol("(")) {
            Expression inner = or();
            tokens.expect(")");
            return inner;
        }
        int from = tokens.position();
        String name = tokens.name();
        if (name.isEmpty()) {
            throw tokens.wrong("\"" + c + "\" cannot stand here.");
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "null" -> constant(ValueKind.NOTHING, null);
            case "true" -> constant(ValueKind.BOOLEAN, true);
            case "false" -> constant(ValueKind.BOOLEAN, false);
            default -> named(name, from);
        };
    }

    private Expression named(String name, int from) throws Tokens.Wrong {
        if (tokens.symbol("(")) {
            return call(name, from);
        }
        if (tokens.symbol("[")) {
            return lookup(name, from);
        }
        String each = scope.each();
        if (each != null && name.equals("each_name")) {
            return constant(ValueKind.TEXT, each);
        }
        Scope.Name known = scope.names().get(each != null && name.equals("each") ? each : name);
        if (known == null) {
            throw new Tokens.Wrong(
                    from, "There is no column, let or table " + name + "." + Suggestion.maybe(name, scope.known()));
        }
        int slot = known.slot();
        Expression column = new Expression(known.kind(), row -> row.slots[slot]);
        return scope.aggregates() != null && !insideAggregate ? aggregated(Aggregate.Operation.FIRST, column) : column;
    }

    private Expression lookup(String name, int from) throws Tokens.Wrong {
        Expression key = or();
        tokens.expect("]");
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
            throw new Tokens.Wrong(
                    from,
                    "There is no table and no kind of file with a key named " + name + "."
                            + Suggestion.maybe(name, known));
        }
        tokens.expect(".");
        int nameAt = tokens.position();
        String column = tokens.name();
        Scope.Name wanted = kept.scope().names().get(column);
        if (wanted == null) {
            throw new Tokens.Wrong(
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

    private Expression call(String name, int from) throws Tokens.Wrong {
        Aggregate.Operation operation = aggregate(name);
        if (operation != null && (insideAggregate || scope.aggregates() == null)) {
            throw new Tokens.Wrong(from, name + "() only stands in the fact of a group, and not inside another.");
        }
        insideAggregate = operation != null || insideAggregate;
        List<Expression> arguments = new ArrayList<>();
        if (!tokens.symbol(")")) {
            do {
                arguments.add(or());
            } while (tokens.symbol(","));
            tokens.expect(")");
        }
        if (operation == null) {
            try {
                return Functions.call(name, arguments, scope);
            } catch (Arguments.WrongCall e) {
                throw new Tokens.Wrong(from, String.valueOf(e.getMessage()));
            }
        }
        insideAggregate = false;
        boolean count = operation == Aggregate.Operation.COUNT;
        if (count ? arguments.size() > 1 : arguments.size() != 1) {
            throw new Tokens.Wrong(from, name + "() takes one value.");
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

    private Expression aggregated(Aggregate.Operation operation, Expression argument) throws Tokens.Wrong {
        List<Aggregate> group = scope.aggregates();
        if (group == null) {
            throw tokens.wrong("There is no group here.");
        }
        int index = group.size();
        group.add(new Aggregate(operation, argument));
        ValueKind kind = operation == Aggregate.Operation.COUNT ? ValueKind.NUMBER : argument.kind();
        return new Expression(kind, row -> row.aggregates[index]);
    }

    private static Expression constant(ValueKind kind, @Nullable Object value) {
        return new Expression(kind, row -> value);
    }

    private void need(Expression expression, ValueKind wanted, String where) throws Tokens.Wrong {
        if (!expression.kind().fits(wanted)) {
            throw tokens.wrong(where + " needs a " + wanted.word() + ", and this is a "
                    + expression.kind().word() + ".");
        }
    }
}
