@NullMarked
package io.quanjing.ingest.quality;

import org.jspecify.annotations.NullMarked;
