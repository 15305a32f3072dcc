/** Numbers in, numbers out: how changes are taken apart. No framework, no input or output, no other module. */
@ApplicationModule(
        displayName = "stats",
        allowedDependencies = {})
@NullMarked
package io.quanjing.stats;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
