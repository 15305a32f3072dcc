/** Metrics, dimensions and entities in YAML; a question becomes a plan, SQL and a table of rows. */
@ApplicationModule(
        displayName = "metric",
        allowedDependencies = {"kernel", "access", "warehouse", "calendar"})
@NullMarked
package io.quanjing.metric;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
