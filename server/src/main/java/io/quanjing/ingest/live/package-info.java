/** What all live sources share: secrets that are kept encrypted, and words for what went wrong. */
@NullMarked
package io.quanjing.ingest.live;

import org.jspecify.annotations.NullMarked;
