package io.quanjing.warehouse.duckdb;

import io.quanjing.warehouse.Column;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How names and types are worded for the engine. */
final class Ddl {

    private Ddl() {}

    static String quoted(String name) {
        return '"' + name + '"';
    }

    static String type(Column.Type type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case BIGINT -> "BIGINT";
            case DECIMAL -> "DECIMAL(18,4)";
            case BOOLEAN -> "BOOLEAN";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
        };
    }

    static String column(Column column) {
        return quoted(column.name()) + " " + type(column.type()) + (column.required() ? " NOT NULL" : "");
    }

    static String list(List<Column> columns, Function<Column, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(", "));
    }

    /** The names, each with a prefix such as {@code s.}. */
    static String names(List<Column> columns, String prefix) {
        return list(columns, c -> prefix + quoted(c.name()));
    }
}
