/** Tests of the schema files. */
@org.jspecify.annotations.NullMarked
package io.quanjing.warehouse.schema;
