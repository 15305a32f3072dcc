package io.quanjing.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The users over HTTP. */
@RestController
@RequestMapping("/api/users")
final class UserController {

    private final UserAccounts accounts;

    UserController(UserAccounts accounts) {
        this.accounts = accounts;
    }

    /**
     * A user as the page shows them.
     *
     * @param shops ids of the shops that the user sees; empty means all
     * @param oneTimePassword only in the answer to the request that made it
     */
    record UserView(
            String name,
            Role role,
            Set<String> shops,
            boolean disabled,
            boolean passwordChangeRequired,
            Instant createdAt,
            @Nullable Instant lastSignedInAt,
            @Nullable String oneTimePassword) {}

    /** A new user; without shops, one who sees all. */
    record NewUser(
            @NotNull String name,
            @NotNull Role role,
            @Nullable Set<@NotNull String> shops) {}

    /** What to change; what is absent stays. */
    record UserChange(
            @Nullable Role role,
            @Nullable Set<@NotNull String> shops,
            @Nullable Boolean disabled,
            @Nullable Boolean resetPassword) {}

    @RequiresRole(value = Role.ADMIN, allShops = true)
    @GetMapping
    List<UserView> list() {
        return accounts.all().stream().map(user -> view(user, null)).toList();
    }

    @RequiresRole(value = Role.ADMIN, allShops = true)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UserView create(@Valid @RequestBody NewUser given, Caller caller) {
        OneTimePassword made =
                accounts.add(caller, given.name(), given.role(), Objects.requireNonNullElse(given.shops(), Set.of()));
        return view(made.username(), made.password());
    }

    @RequiresRole(value = Role.ADMIN, allShops = true)
    @PatchMapping("/{name}")
    UserView change(@PathVariable String name, @Valid @RequestBody UserChange given, Caller caller) {
        String password = accounts.change(
                        caller,
                        name,
                        new UserAccounts.Change(
                                given.role(),
                                given.shops(),
                                given.disabled(),
                                Boolean.TRUE.equals(given.resetPassword())))
                .map(OneTimePassword::password)
                .orElse(null);
        return view(UserRules.canonical(name), password);
    }

    private UserView view(String name, @Nullable String oneTimePassword) {
        UserStore.User user = accounts.find(name).orElseThrow(() -> UserRules.unknown(name));
        return view(user, oneTimePassword);
    }

    private static UserView view(UserStore.User user, @Nullable String oneTimePassword) {
        return new UserView(
                user.name(),
                user.role(),
                user.shops(),
                user.disabledAt() != null,
                user.passwordChangeRequired(),
                user.createdAt(),
                user.lastSignedInAt(),
                oneTimePassword);
    }
}
