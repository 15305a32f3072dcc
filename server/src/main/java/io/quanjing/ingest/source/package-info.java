/** Readers: files and archives of any encoding as rows of text cells. */
@NullMarked
package io.quanjing.ingest.source;

import org.jspecify.annotations.NullMarked;
