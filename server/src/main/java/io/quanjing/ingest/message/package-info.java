/** Messages in JSON, from wherever they come: where values stand in them, the facts that a mapping makes of them, and which of two is newer. */
@NullMarked
package io.quanjing.ingest.message;

import org.jspecify.annotations.NullMarked;
