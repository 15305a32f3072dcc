/** From a file that no format knows to a mapping: what it looks like, what its columns may mean, and the mapping that a person has drafted. */
@NullMarked
package io.quanjing.ingest.draft;

import org.jspecify.annotations.NullMarked;
