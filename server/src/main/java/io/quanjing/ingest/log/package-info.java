/** The log that batches wait in before they become facts, where an installation has one: Kafka. */
@NullMarked
package io.quanjing.ingest.log;

import org.jspecify.annotations.NullMarked;
