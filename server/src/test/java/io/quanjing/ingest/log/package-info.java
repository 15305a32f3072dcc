@NullMarked
package io.quanjing.ingest.log;

import org.jspecify.annotations.NullMarked;
