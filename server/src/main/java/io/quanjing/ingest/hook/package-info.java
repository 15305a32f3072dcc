/** Webhooks: signed messages of shop systems, kept durably and read by mappings as canonical facts. */
@NullMarked
package io.quanjing.ingest.hook;

import org.jspecify.annotations.NullMarked;
