/** Reads the schema files, the one place where the shape of a table is written. */
@NullMarked
package io.quanjing.warehouse.schema;

import org.jspecify.annotations.NullMarked;
