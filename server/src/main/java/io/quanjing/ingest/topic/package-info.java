/** Kafka topics as live sources: read by a group of their own, and mapped as canonical facts. */
@NullMarked
package io.quanjing.ingest.topic;

import org.jspecify.annotations.NullMarked;
