/** Data quality: rules that what came in is held to, pass by pass. */
@NullMarked
package io.quanjing.ingest.quality;

import org.jspecify.annotations.NullMarked;
