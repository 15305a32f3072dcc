package io.quanjing.ingest.mapping;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a mapping says about the columns of a kind of file. */
final class ColumnReader {

    private final Map<String, Map<String, String>> tables;

    /** @param tables that columns may take their values from */
    ColumnReader(Map<String, Map<String, String>> tables) {
        this.tables = tables;
    }

    /** The rules of a kind of file's columns, whose names the scope then knows. */
    List<ColumnRule> columns(YamlSection kind, Scope scope) {
        YamlSection section = kind.section("columns", "The list of columns");
        Set<String> empty = new LinkedHashSet<>(kind.texts("empty"));
        List<ColumnRule> columns = new ArrayList<>();
        for (String name : section.names()) {
            checkName(section, name, scope);
            ColumnRule column = section.isText(name)
                    ? new ColumnRule(
                            name,
                            List.of(name),
                            type(section, name),
                            false,
                            false,
                            null,
                            null,
                            null,
                            empty,
                            false,
                            null)
                    : column(name, kind, section.section(name, "A column"), empty);
            columns.add(column);
            scope.add(
                    name,
                    column.values() != null ? ValueKind.TEXT : column.type().kind());
        }
        if (columns.isEmpty()) {
            throw kind.wrong("columns", "At least one column is needed.");
        }
        return columns;
    }

    private ColumnRule column(String name, YamlSection kind, YamlSection column, Set<String> empty) {
        column.allow(
                "header",
                "header_required",
                "type",
                "required",
                "values",
                "default",
                "empty",
                "pattern",
                "decimal",
                "place",
                "about",
                "example");
        List<String> headers = column.has("header") ? column.texts("header") : List.of(name);
        ColumnRule.Type type = column.has("type") ? type(column, "type") : ColumnRule.Type.TEXT;
        Set<String> nothing = new LinkedHashSet<>(empty);
        nothing.addAll(column.texts("empty"));
        DateTimeFormatter pattern = null;
        if (column.has("pattern")) {
            if (type != ColumnRule.Type.TIME && type != ColumnRule.Type.DAY) {
                throw column.wrong("pattern", "Only a column of type time or day has a pattern.");
            }
            try {
                pattern = DateTimeFormatter.ofPattern(column.text("pattern", "pattern"), Locale.ENGLISH);
            } catch (IllegalArgumentException e) {
                throw column.wrong("pattern", "This is not the pattern of a time: " + e.getMessage() + ".");
            }
        }
        return new ColumnRule(
                name,
                headers,
                type,
                column.flag("required") || column.flag("header_required"),
                column.flag("required"),
                vocabulary(column),
                column.optionalText("default"),
                pattern,
                nothing,
                decimalComma(column, type),
                place(kind, column));
    }

    private static boolean decimalComma(YamlSection column, ColumnRule.Type type) {
        String decimal = column.optionalText("decimal");
        if (decimal == null) {
            return false;
        }
        if (type.kind() != ValueKind.NUMBER) {
            throw column.wrong("decimal", "Only a column of numbers has decimals.");
        }
        if (!decimal.equals(",") && !decimal.equals(".")) {
            throw column.wrong("decimal", "What stands before the decimals is \".\" (the default) or \",\".");
        }
        return decimal.equals(",");
    }

    private static @Nullable Integer place(YamlSection kind, YamlSection column) {
        String place = column.optionalText("place");
        if (place == null) {
            return null;
        }
        if (!"none".equals(kind.optionalText("header"))) {
            throw column.wrong("place", "Only a file without header (header: none) has columns by their place.");
        }
        if (!place.matches("[1-9][0-9]{0,3}")) {
            throw column.wrong("place", "The place is a whole number from 1, not " + place + ".");
        }
        return Integer.valueOf(place);
    }

    private @Nullable Map<String, String> vocabulary(YamlSection column) {
        if (!column.has("values")) {
            return null;
        }
        if (!column.isText("values")) {
            return column.section("values", "values").dictionary();
        }
        String table = column.text("values", "values");
        Map<String, String> known = tables.get(table);
        if (known == null) {
            throw column.wrong("values", "There is no table " + table + "." + Suggestion.maybe(table, tables.keySet()));
        }
        return known;
    }

    private static ColumnRule.Type type(YamlSection section, String key) {
        String given = section.text(key, "The type");
        List<String> known = new ArrayList<>();
        for (ColumnRule.Type type : ColumnRule.Type.values()) {
            String id = type.name().toLowerCase(Locale.ROOT);
            if (id.equals(given)) {
                return type;
            }
            known.add(id);
        }
        throw section.wrong(
                key,
                "There is no type " + given + "; there are " + String.join(", ", known) + "."
                        + Suggestion.maybe(given, known));
    }

    /** Refuses what cannot be a name, or is one already. */
    static void checkName(YamlSection section, String name, Scope scope) {
        if (!name.chars().allMatch(c -> Tokens.nameCharacter((char) c))
                || name.isEmpty()
                || Character.isDigit(name.charAt(0))
                || Tokens.reserved(name)) {
            throw section.wrongName(
                    name,
                    "\"" + name + "\" cannot be a name: names have letters, digits and _, start with a letter and"
                            + " are no word of the language.");
        }
        if (scope.names().containsKey(name)) {
            throw section.wrongName(name, "There is a column " + name + " already.");
        }
    }
}
