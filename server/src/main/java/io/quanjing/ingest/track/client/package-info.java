/** Events in the protocols of other products, each told as what the Segment interface would have said. */
@NullMarked
package io.quanjing.ingest.track.client;

import org.jspecify.annotations.NullMarked;
