package io.quanjing.demo;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** A row read back from a file, its values as text. */
record ToldRow(Map<String, String> values) {

    String text(String column) {
        return Told.of(values, column);
    }

    String textOr(String column, String other) {
        return values.getOrDefault(column, other);
    }

    long cents(String column) {
        return new BigDecimal(text(column)).movePointRight(2).longValueExact();
    }

    long number(String column) {
        return Long.parseLong(text(column));
    }

    Set<String> columns() {
        return values.keySet();
    }
}
