/** Tests of the distributed engine that need no server. */
@org.jspecify.annotations.NullMarked
package io.quanjing.warehouse.trino;
