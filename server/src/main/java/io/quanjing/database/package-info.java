/** The operational PostgreSQL, embedded under our own supervisor or external by URL, and its migrations. */
@ApplicationModule(
        displayName = "database",
        allowedDependencies = {"kernel"})
@NullMarked
package io.quanjing.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
