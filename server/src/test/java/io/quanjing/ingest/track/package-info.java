@NullMarked
package io.quanjing.ingest.track;

import org.jspecify.annotations.NullMarked;
