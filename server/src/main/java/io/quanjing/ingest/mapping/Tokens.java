package io.quanjing.ingest.mapping;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/** The words, names, numbers and symbols of one expression, taken one after the other. Blanks between them do not count. */
final class Tokens {

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
    private int at;

    Tokens(String text) {
        this.text = text;
    }

    /** Where the next token begins, from 0. */
    int position() {
        space();
        return at;
    }

    /** Whether nothing is left. */
    boolean end() {
        return position() >= text.length();
    }

    /** The first character of the next token. */
    char next() {
        return text.charAt(position());
    }

    /** What is left. */
    String rest() {
        return text.substring(position());
    }

    /** The number that stands here: whole as a Long, others as a decimal. */
    Object number() throws Wrong {
        int from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            BigDecimal value = new BigDecimal(text.substring(from, at));
            boolean whole = value.scale() == 0 && value.precision() < 19;
            return whole ? (Object) value.longValueExact() : value;
        } catch (NumberFormatException e) {
            throw new Wrong(from, text.substring(from, at) + " is not a number.");
        }
    }

    /** The text that this quote opens; a quote inside is doubled. */
    String quoted(char quote) throws Wrong {
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

    /** The name that stands here, or an empty text. */
    String name() {
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

    /** Takes this word, in small or capital letters, if it stands here. */
    boolean word(String word) {
        space();
        int to = at + word.length();
        if (text.regionMatches(true, at, word, 0, word.length())
                && (to >= text.length() || !nameCharacter(text.charAt(to)))) {
            at = to;
            return true;
        }
        return false;
    }

    /** Takes this symbol if it stands here. */
    boolean symbol(String symbol) {
        space();
        if (text.startsWith(symbol, at)) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    void expect(String symbol) throws Wrong {
        if (!symbol(symbol)) {
            throw wrong("\"" + symbol + "\" is missing here.");
        }
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** What is wrong here. */
    Wrong wrong(String message) {
        return new Wrong(Math.min(at, text.length()), message);
    }
}
