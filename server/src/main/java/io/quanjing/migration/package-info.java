/** Copies an installation that lives in one folder over to servers of its own, and proves that nothing changed on the way. */
@ApplicationModule(
        displayName = "migration",
        allowedDependencies = {"kernel", "access", "warehouse", "metric"})
@NullMarked
package io.quanjing.migration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
