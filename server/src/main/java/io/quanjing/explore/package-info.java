/** Why a figure changed: its change taken apart by factors and by the values of a dimension, with parts that add up. */
@ApplicationModule(
        displayName = "explore",
        allowedDependencies = {"kernel", "access", "metric", "stats"})
@NullMarked
package io.quanjing.explore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
