/** Promotions with their phases, public holidays and make-up workdays, annotations; which day of an event stands beside which. */
@ApplicationModule(
        displayName = "calendar",
        allowedDependencies = {"kernel", "access"})
@NullMarked
package io.quanjing.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
