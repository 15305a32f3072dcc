/** The mapping language: from a YAML file over checked expressions to a program that makes facts of rows. */
@NullMarked
package io.quanjing.ingest.mapping;

import org.jspecify.annotations.NullMarked;
