/** Views of the cockpit that people keep by name and share: addresses, and so nothing that shows more than the one who opens it may see. */
@ApplicationModule(
        displayName = "view",
        allowedDependencies = {"kernel", "access"})
@NullMarked
package io.quanjing.view;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
