@NullMarked
package io.quanjing.ingest.contact;

import org.jspecify.annotations.NullMarked;
