package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. */
@RestController
@RequestMapping("/api/session")
final class SessionController {

    private final SignIn signIn;
    private final UserAccounts accounts;
    private final Sessions sessions;
    private final CookieCsrfTokenRepository csrf;
    private final AccessSettings settings;
    private final ObjectProvider<PublicSignIns> publicSignIns;

    SessionController(
            SignIn signIn,
            UserAccounts accounts,
            Sessions sessions,
            CookieCsrfTokenRepository csrf,
            AccessSettings settings,
            ObjectProvider<PublicSignIns> publicSignIns) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.sessions = sessions;
        this.csrf = csrf;
        this.settings = settings;
        this.publicSignIns = publicSignIns;
    }

    record Credentials(@NotNull String username, @NotNull String password) {}

    record NewPassword(@NotNull String current, @NotNull String next) {}

    /** Who is signed in. */
    record Session(String username, Role role, Set<String> shops, boolean passwordChangeRequired, boolean demo) {}

    /**
     * What the page needs before it can show anything.
     *
     * @param session who is signed in; null when nobody is
     * @param demo whether this is a demonstration
     * @param signIns who can sign in to the demonstration; empty on a real installation
     */
    record Entry(@Nullable Session session, boolean demo, List<PublicSignIns.SignIn> signIns) {}

    @OpenToAll("says only who the caller is; the sign-ins of a demonstration are no secret")
    @GetMapping("/entry")
    Entry entry() {
        Session session = CallerAuthentication.current()
                .map(known -> session(known.caller(), known.passwordChangeRequired()))
                .orElse(null);
        // Asked twice on purpose: a bean that got into a real installation by mistake still tells nothing.
        PublicSignIns known = settings.demo() ? publicSignIns.getIfAvailable() : null;
        return new Entry(session, settings.demo(), known == null ? List.of() : known.signIns());
    }

    @OpenToAll("the way in; attempts are limited")
    @PostMapping
    Session begin(@Valid @RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
        UserStore.User user = signIn.check(given.username(), given.password(), request.getRemoteAddr());
        sessions.begin(request, user);
        csrf.saveToken(csrf.generateToken(request), request, response);
        return session(user.caller(), user.passwordChangeRequired());
    }

    @OpenToAll("says only who the caller is, 401 without a session")
    @GetMapping
    Session current() {
        return CallerAuthentication.current()
                .map(known -> session(known.caller(), known.passwordChangeRequired()))
                .orElseThrow(() -> new QuanjingException(AccessError.SIGN_IN_REQUIRED, "Nobody is signed in."));
    }

    @OpenToAll("ends the caller's own session; without one there is nothing to do")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(HttpServletRequest request) {
        sessions.end(request);
    }

    @OpenToAll("gives a value that is worth nothing without a session")
    @GetMapping("/csrf")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void csrf(HttpServletRequest request, HttpServletResponse response) {
        CsrfToken known = csrf.loadToken(request);
        csrf.saveToken(known == null ? csrf.generateToken(request) : known, request, response);
    }

    @RequiresRole(Role.VIEWER)
    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@Valid @RequestBody NewPassword given, HttpServletRequest request, Caller caller) {
        if (CallerAuthentication.current()
                .filter(known -> known.proof() == CallerAuthentication.Proof.SESSION)
                .isEmpty()) {
            throw new QuanjingException(
                    AccessError.USER_SESSION_REQUIRED,
                    "A password is changed by its signed-in user, not with a token.");
        }
        signIn.countProof(caller.name(), request.getRemoteAddr());
        UserStore.User user = accounts.changeOwnPassword(caller.name(), given.current(), given.next());
        signIn.proved(caller.name(), request.getRemoteAddr());
        sessions.begin(request, user);
    }

    private Session session(Caller caller, boolean passwordChangeRequired) {
        return new Session(caller.name(), caller.role(), caller.shops(), passwordChangeRequired, settings.demo());
    }
}
