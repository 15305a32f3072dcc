/** The analytical store behind one port: canonical facts, dimensions and the marts made from them. */
@ApplicationModule(displayName = "warehouse", allowedDependencies = "kernel")
@NullMarked
package io.quanjing.warehouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
