/** The embedded engine. Nothing outside this package knows DuckDB. */
@NullMarked
package io.quanjing.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
