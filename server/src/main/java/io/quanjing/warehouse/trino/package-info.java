/** The distributed engine: Trino answers, Iceberg tables hold the rows. Nothing outside this package knows either. */
@NullMarked
package io.quanjing.warehouse.trino;

import org.jspecify.annotations.NullMarked;
