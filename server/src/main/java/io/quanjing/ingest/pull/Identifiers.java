package io.quanjing.ingest.pull;

import io.quanjing.kernel.QuanjingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names of tables and columns, in the quotes of a database: the only text of a person that becomes part of a statement. */
final class Identifiers {

    private static final int LONGEST = 128;

    private final String quote;

    /** With the character that a database puts around names. */
    Identifiers(char quote) {
        this.quote = String.valueOf(quote);
    }

    String quoted(String name) {
        return quote + checked(name).replace(quote, quote + quote) + quote;
    }

    /** A table's name in quotes, with its schema if one is named. */
    String table(String table) {
        return parts(table).stream().map(this::quoted).collect(Collectors.joining("."));
    }

    String columns(List<SourceColumn> columns) {
        return columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
    }

    /** The table, and before it the schema if one is named. */
    static List<String> parts(String table) {
        List<String> parts = Arrays.asList(table.split("\\.", -1));
        if (parts.size() > 2) {
            throw refused(table);
        }
        parts.forEach(Identifiers::checked);
        return parts;
    }

    private static String checked(String name) {
        if (name.isBlank() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw refused(name);
        }
        return name;
    }

    private static QuanjingException refused(String name) {
        return new QuanjingException(
                PullError.PULL_SETTING_INVALID,
                "\"" + name
                        + "\" is no name of a table or column. A table is named as table or schema.table, without quotes.",
                Map.of("field", "table", "value", name, "rule", "table or schema.table"));
    }
}
