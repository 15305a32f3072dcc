@NullMarked
package io.quanjing.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
