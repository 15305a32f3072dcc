package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds every controller method to its {@link RequiresRole}. A method that declares nothing refuses everybody. */
final class RoleCheck implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && !method.hasMethodAnnotation(OpenToAll.class)) {
            check(method.getMethodAnnotation(RequiresRole.class), request);
        }
        return true;
    }

    private static void check(@Nullable RequiresRole required, HttpServletRequest request) {
        CallerAuthentication known = CallerAuthentication.current()
                .orElseThrow(() -> new QuanjingException(AccessError.SIGN_IN_REQUIRED, "Nobody is signed in."));
        if (known.passwordChangeRequired() && !request.getRequestURI().startsWith("/api/session")) {
            throw new QuanjingException(
                    AccessError.PASSWORD_CHANGE_REQUIRED,
                    "The user " + known.getName() + " has a one-time password, which must be changed first.");
        }
        Caller caller = known.caller();
        if (required == null || !caller.role().includes(required.value())) {
            String needed = required == null ? "NOBODY" : required.value().name();
            throw new QuanjingException(
                    AccessError.ROLE_REQUIRED,
                    caller.name() + " has the role " + caller.role() + ", but this needs " + needed
                            + ". Maybe an administrator can give it.",
                    Map.of("role", caller.role().name(), "required", needed));
        }
        if (required.allShops() && !caller.shops().isEmpty()) {
            throw new QuanjingException(
                    AccessError.SHOP_OUT_OF_SCOPE,
                    caller.name()
                            + " sees only some shops, but this concerns all. Maybe an administrator of all shops can do it.",
                    Map.of("name", caller.name()));
        }
    }
}
