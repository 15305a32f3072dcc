/** The YAML semantic layer: entities, dimensions and metrics, read and checked at the start. */
@NullMarked
package io.quanjing.metric.dictionary;

import org.jspecify.annotations.NullMarked;
