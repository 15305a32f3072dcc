@NullMarked
package io.quanjing.ingest.source;

import org.jspecify.annotations.NullMarked;
