/** What every engine runs around its tables: checks of rows, lanes of queries, the thread of the marts. Nothing in here knows an engine. */
@NullMarked
package io.quanjing.warehouse.engine;

import org.jspecify.annotations.NullMarked;
