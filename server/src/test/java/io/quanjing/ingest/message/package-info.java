@NullMarked
package io.quanjing.ingest.message;

import org.jspecify.annotations.NullMarked;
