/** A deterministic demo shop that comes in through the same doors as a real one and knows its own truth. */
@ApplicationModule(
        displayName = "demo",
        allowedDependencies = {"kernel", "access", "warehouse", "ingest", "calendar", "target"})
@NullMarked
package io.quanjing.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
