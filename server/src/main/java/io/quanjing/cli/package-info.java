/** The command line: one class per command, no business rules. */
@ApplicationModule(
        displayName = "cli",
        allowedDependencies = {"kernel", "database", "access", "warehouse", "ingest", "metric", "migration", "demo"})
@NullMarked
package io.quanjing.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
