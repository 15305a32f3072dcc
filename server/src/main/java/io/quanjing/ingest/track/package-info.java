/** Events over HTTP in the shape of Segment's interface, and their meaning as canonical facts. */
@NullMarked
package io.quanjing.ingest.track;

import org.jspecify.annotations.NullMarked;
