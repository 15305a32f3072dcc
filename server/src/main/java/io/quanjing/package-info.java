/** The deployable. Only the entry point lives here; everything else belongs to a module. */
@NullMarked
package io.quanjing;

import org.jspecify.annotations.NullMarked;
