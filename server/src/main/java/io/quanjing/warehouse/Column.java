package io.quanjing.warehouse;

/**
 * A column of a canonical table.
 *
 * @param name snake_case, as in the schema file
 * @param type what a value is
 * @param required whether a row without a value is refused
 */
public record Column(String name, Type type, boolean required) {

    /** One text for each name, so that a literal of the program is found by its identity. */
    public Column {
        name = name.intern();
    }

    /** The types that every engine has, with the Java class of a value in a {@link FactRow}. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Long}. */
        BIGINT,
        /** {@link java.math.BigDecimal} with at most 14 digits before and 4 after the point. */
        DECIMAL,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link java.time.LocalDate}. */
        DATE,
        /** {@link java.time.Instant}, kept in UTC with microseconds. */
        TIMESTAMP
    }
}
