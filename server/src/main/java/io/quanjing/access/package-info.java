/** Shops, users, roles, scopes, sessions, API tokens and the audit log. */
@ApplicationModule(
        displayName = "access",
        allowedDependencies = {"kernel", "job"})
@NullMarked
package io.quanjing.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
