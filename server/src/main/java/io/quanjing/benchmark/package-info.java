/** What the industry does: figures of others by metric, category and period, and where the shop's own figures stand beside them. */
@ApplicationModule(
        displayName = "benchmark",
        allowedDependencies = {"kernel", "access", "metric"})
@NullMarked
package io.quanjing.benchmark;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
