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
public record Mart(String name, List<Column> columns, String definition) {}
