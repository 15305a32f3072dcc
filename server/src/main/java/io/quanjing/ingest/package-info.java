/** Sources to canonical facts: files by mapping, tracking over HTTP, quarantine. */
@ApplicationModule(
        displayName = "ingest",
        allowedDependencies = {"kernel", "access", "job", "warehouse"})
@NullMarked
package io.quanjing.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
