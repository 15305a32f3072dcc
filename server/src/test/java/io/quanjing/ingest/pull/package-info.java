@NullMarked
package io.quanjing.ingest.pull;

import org.jspecify.annotations.NullMarked;
