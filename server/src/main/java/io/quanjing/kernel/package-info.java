/** What every module speaks of: errors, money, shop days, grains. No framework and no input or output in here. */
@ApplicationModule(
        displayName = "kernel",
        allowedDependencies = {})
@NullMarked
package io.quanjing.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
