@NullMarked
package io.quanjing.ingest.live;

import org.jspecify.annotations.NullMarked;
