/** Durable background work and schedules, kept in the operational database. */
@ApplicationModule(
        displayName = "job",
        allowedDependencies = {"kernel"})
@NullMarked
package io.quanjing.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
