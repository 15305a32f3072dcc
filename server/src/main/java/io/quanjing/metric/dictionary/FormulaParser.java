package io.quanjing.metric.dictionary;

/** Recursive descent over the text of an expression. */
final class FormulaParser {

    private final YamlValue source;
    private final String text;
    private int at;

    FormulaParser(YamlValue source) {
        this.source = source;
        this.text = source.text();
    }

    Formula parse() {
        Formula formula = sum();
        if (peek() != 0) {
            throw source.broken("The expression '" + text + "' is not understood from position " + (at + 1)
                    + ". Maybe an operator is missing there.");
        }
        return formula;
    }

    private Formula sum() {
        Formula left = product();
        while (peek() == '+' || peek() == '-') {
            char sign = text.charAt(at++);
            left = new Formula.Operation(sign, left, product());
        }
        return left;
    }

    private Formula product() {
        Formula left = operand();
        while (peek() == '*' || peek() == '/') {
            char sign = text.charAt(at++);
            left = new Formula.Operation(sign, left, operand());
        }
        return left;
    }

    private Formula operand() {
        if (peek() == '(') {
            at++;
            Formula inner = sum();
            if (peek() != ')') {
                throw source.broken(
                        "The expression '" + text + "' opens a bracket that it does not close. Maybe add ')'.");
            }
            at++;
            return inner;
        }
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (start == at) {
            throw source.broken("The expression '" + text + "' needs a metric at position " + (at + 1)
                    + ". Maybe an operator stands there twice.");
        }
        return new Formula.Reference(text.substring(start, at));
    }

    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }
}
