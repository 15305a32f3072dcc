/** What all live sources share: who sees them and what is done with all of them alike, secrets that are kept encrypted, and words for what went wrong. */
@NullMarked
package io.quanjing.ingest.live;

import org.jspecify.annotations.NullMarked;
