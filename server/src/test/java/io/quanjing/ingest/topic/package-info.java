@NullMarked
package io.quanjing.ingest.topic;

import org.jspecify.annotations.NullMarked;
