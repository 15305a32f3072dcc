package io.quanjing.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least role that a controller method needs. A caller without it gets 403 {@code access.role_required}, nobody signed in 401. Every
 * controller method carries this annotation or {@link OpenToAll}; one with neither refuses everybody.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRole {

    /** The least role. */
    Role value();

    /**
     * Whether the caller must also see all shops, as for what is not of one shop: users, tokens, the audit log. Otherwise an administrator of
     * one shop could make one of all. Refused with 403 {@code access.shop_out_of_scope}.
     */
    boolean allShops() default false;
}
