package io.quanjing.metric.dictionary;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong at a place of a shop's own definitions.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param until the column after the last character concerned, in the same line
 * @param rule which rule is broken; the page words it
 * @param subject what breaks it, such as the id of a metric
 * @param value what was written
 * @param maybe what was probably meant: one name, or some of those there are
 */
public record Problem(int line, int column, int until, Rule rule, String subject, String value, List<String> maybe) {

    private static final int MOST_NAMES = 8;

    /** A rule, with its words for those who read no page. */
    public enum Rule {
        NOT_YAML("This is not YAML: %2$s."),
        TOO_LONG("The text has %2$s characters, and %1$s are allowed."),
        TOO_MANY("There are %2$s %1$s, and fewer are allowed."),
        MAPPING_EXPECTED("%1$s is a mapping of keys to values."),
        LIST_EXPECTED("%1$s is a list in [brackets]."),
        TEXT_EXPECTED("%1$s is a text of 1 to 200 characters without control characters."),
        UNKNOWN_KEY("%1$s has no key %2$s."),
        MISSING_KEY("%1$s lacks the key %2$s."),
        SECOND_KEY("The key %2$s stands here a second time."),
        BAD_ID("The id %2$s is not of 2 to 40 small letters, digits and '_', beginning with a letter."),
        TAKEN("The name %2$s is one of the program's own."),
        UNKNOWN_NAME("There is no metric or measure %2$s."),
        UNKNOWN_DIMENSION("There is no dimension %2$s."),
        UNKNOWN_VALUE("The dimension %1$s has no value %2$s."),
        UNKNOWN_WORD("%1$s cannot be %2$s."),
        NEEDS_ITSELF("%1$s needs itself: %2$s."),
        BAD_EXPRESSION("The expression of %1$s is not understood at '%2$s'."),
        UNLIKE_UNITS("%1$s adds up or subtracts unlike things: %2$s."),
        SENSELESS_UNITS("%1$s works out something that has no unit: %2$s."),
        WRONG_UNIT("What %1$s works out is no %2$s."),
        BAD_CONDITION("The condition '%2$s' is not of the form 'dimension = value', '!=', 'in a, b' or 'not in a, b'."),
        NOT_SPLITTABLE("%1$s cannot be narrowed by %2$s."),
        NOT_NARROWED("%2$s looks at other days too, so %1$s cannot be narrowed by a condition."),
        /** No mistake for sure: the value may come with later data. */
        UNSEEN_VALUE("The shop's data has no value %2$s of %1$s so far."),
        TWICE("The value %2$s is in two groups of %1$s."),
        NOWHERE("%1$s has parts that no dimension has in common.");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        /** The name in small letters. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same with what was probably meant. */
    public Problem meaning(List<String> names) {
        return new Problem(line, column, until, rule, subject, value, names);
    }

    /** Subject, value, rule, and what may have been meant. */
    public String message() {
        String hint = maybe.isEmpty()
                ? ""
                : maybe.size() == 1
                        ? " Maybe you meant " + maybe.getFirst() + "."
                        : " Maybe one of: " + String.join(", ", maybe) + ".";
        return "Line " + line + ", column " + column + ": " + String.format(Locale.ROOT, rule.words, subject, value)
                + hint;
    }

    /** The nearest of the names, or else some of them. */
    static List<String> near(String given, Collection<String> names) {
        return Suggestion.nearest(given, names)
                .map(List::of)
                .orElseGet(() -> names.stream().limit(MOST_NAMES).toList());
    }
}
