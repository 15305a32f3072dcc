@NullMarked
package io.quanjing.ingest.track.client;

import org.jspecify.annotations.NullMarked;
