package io.quanjing.warehouse.schema;

import io.quanjing.warehouse.Column;
import java.util.List;

/**
 * A table made from facts.
 *
 * @param name the table's name
 * @param columns its columns, in order
 * @param definition the text of its schema file; a different text means that the mart has to be made anew
 */
public record Mart(String name, List<Column> columns, String definition) {

    /**
     * How a key of {@link Transforms.Replacing} is compared: a text that may be missing as an empty one, since engines join by equality.
     *
     * @param column of the mart
     * @param reference to it or to what it is compared with
     */
    public String comparable(String column, String reference) {
        for (Column each : columns) {
            if (each.name().equals(column)) {
                return each.required() ? reference : "coalesce(" + reference + ", '')";
            }
        }
        throw new IllegalArgumentException("The mart " + name + " has no column " + column + ".");
    }
}
