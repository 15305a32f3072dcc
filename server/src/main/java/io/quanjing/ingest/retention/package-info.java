/** How long facts are kept, and the job that deletes what is older. */
@NullMarked
package io.quanjing.ingest.retention;

import org.jspecify.annotations.NullMarked;
