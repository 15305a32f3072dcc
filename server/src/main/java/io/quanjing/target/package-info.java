/** What figures are to be: targets of years, quarters, months and days, spread over days, and how far the shop has come. */
@ApplicationModule(
        displayName = "target",
        allowedDependencies = {"kernel", "access", "calendar", "metric"})
@NullMarked
package io.quanjing.target;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
