package io.quanjing.metric.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rows of a table a measure counts. */
public sealed interface RowCondition {

    /** The column tested. */
    String column();

    /** The column has this text. */
    record Equal(String column, String value) implements RowCondition {}

    /** The column is true or false. */
    record Is(String column, boolean value) implements RowCondition {}

    /** The column is above this number. */
    record Above(String column, long value) implements RowCondition {}

    /** The column has no value. */
    record Missing(String column) implements RowCondition {}

    /** The column has a value. */
    record Present(String column) implements RowCondition {}

    /** The column's moment is at least so many hours before the question. */
    record OlderThan(String column, int hours) implements RowCondition {}

    /** Reads {@code a = x and b > 0 and c is missing and d older than 24h}. */
    static List<RowCondition> parse(YamlValue source) {
        List<RowCondition> conditions = new ArrayList<>();
        for (String part : source.text().split(" and ", -1)) {
            Matcher m = Syntax.CONDITION.matcher(part.strip());
            if (!m.matches()) {
                throw source.broken(
                        "The condition '" + part.strip()
                                + "' is not understood. Maybe one of: 'a = x', 'a > 0', 'a is missing', 'a is there', 'a older than 24h'.");
            }
            String column = m.group("column");
            if (m.group("equal") != null) {
                String value = m.group("equal");
                conditions.add(
                        value.equals("true") || value.equals("false")
                                ? new Is(column, value.equals("true"))
                                : new Equal(column, value));
            } else if (m.group("above") != null) {
                conditions.add(new Above(column, Long.parseLong(m.group("above"))));
            } else if (m.group("hours") != null) {
                conditions.add(new OlderThan(column, Integer.parseInt(m.group("hours"))));
            } else if (m.group("there") != null) {
                conditions.add(new Present(column));
            } else {
                conditions.add(new Missing(column));
            }
        }
        return conditions;
    }

    /** Keeps the pattern out of the interface. */
    final class Syntax {
        private static final Pattern CONDITION = Pattern.compile(
                "(?<column>[a-z_0-9]+) (= (?<equal>[a-z_]+)|> (?<above>\\d{1,9})|is missing|(?<there>is there)|older than (?<hours>\\d{1,4})h)");

        private Syntax() {}
    }
}
