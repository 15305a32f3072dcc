/** Live sources that are asked: tables of databases, read in rounds. */
@NullMarked
package io.quanjing.ingest.pull;

import org.jspecify.annotations.NullMarked;
