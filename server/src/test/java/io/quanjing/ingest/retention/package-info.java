@NullMarked
package io.quanjing.ingest.retention;

import org.jspecify.annotations.NullMarked;
