package io.quanjing.metric.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rows of a table a measure counts. */
public sealed interface RowCondition {

    /** What a column of the table says. */
    sealed interface OfColumn extends RowCondition {

        /** The column tested. */
        String column();
    }

    /** The column has this text. */
    record Equal(String column, String value) implements OfColumn {}

    /** The column is true or false. */
    record Is(String column, boolean value) implements OfColumn {}

    /** The column is above this number. */
    record Above(String column, long value) implements OfColumn {}

    /** The column has no value. */
    record Missing(String column) implements OfColumn {}

    /** The column has a value. */
    record Present(String column) implements OfColumn {}

    /** The column's moment is at least so many hours before the question. */
    record OlderThan(String column, int hours) implements OfColumn {}

    /** What a dimension of the row says; it may come from another table. */
    sealed interface OfDimension extends RowCondition {

        /** The dimension tested. */
        Dimension dimension();
    }

    /** The row's value of a dimension is this one. */
    record Of(Dimension dimension, String value) implements OfDimension {}

    /** The row's value of a dimension is among these, or below one of them where values are paths; or, if they are not kept, it is none of them. */
    record Among(Dimension dimension, List<String> values, boolean kept) implements OfDimension {}

    /** Reads {@code a = x and b > 0 and c is missing and d older than 24h and dimension e = y}. */
    static List<RowCondition> parse(YamlValue source, Map<String, Dimension> dimensions) {
        List<RowCondition> conditions = new ArrayList<>();
        for (String part : source.text().split(" and ", -1)) {
            if (part.strip().startsWith(Syntax.DIMENSION)) {
                conditions.add(ofDimension(source, part.strip().substring(Syntax.DIMENSION.length()), dimensions));
                continue;
            }
            Matcher m = Syntax.CONDITION.matcher(part.strip());
            if (!m.matches()) {
                throw source.broken(
                        "The condition '" + part.strip()
                                + "' is not understood. Maybe one of: 'a = x', 'a > 0', 'a is missing', 'a is there', 'a older than 24h', 'dimension a = x'.");
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

    private static Of ofDimension(YamlValue source, String text, Map<String, Dimension> dimensions) {
        String[] sides = text.split(" = ", -1);
        Dimension dimension = dimensions.get(sides[0]);
        if (sides.length != 2 || dimension == null) {
            throw source.broken("The condition '" + Syntax.DIMENSION + text + "' names no dimension and value. "
                    + Suggestion.maybe(sides[0], dimensions.keySet()));
        }
        if (dimension.closed() && !dimension.values().containsKey(sides[1])) {
            throw source.broken("The dimension " + dimension.id() + " has no value " + sides[1] + ". "
                    + Suggestion.maybe(sides[1], dimension.values().keySet()));
        }
        return new Of(dimension, sides[1]);
    }

    /** Keeps the pattern out of the interface. */
    final class Syntax {
        private static final String DIMENSION = "dimension ";
        private static final Pattern CONDITION = Pattern.compile(
                "(?<column>[a-z_0-9]+) (= (?<equal>[a-z_]+)|> (?<above>\\d{1,9})|is missing|(?<there>is there)|older than (?<hours>\\d{1,4})h)");

        private Syntax() {}
    }
}
