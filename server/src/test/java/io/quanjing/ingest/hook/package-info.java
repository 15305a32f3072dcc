@NullMarked
package io.quanjing.ingest.hook;

import org.jspecify.annotations.NullMarked;
