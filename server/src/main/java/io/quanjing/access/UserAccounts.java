package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Adds and changes users, each change with its audit entry. */
final class UserAccounts implements Users, FirstAdmin {

    private static final String FIRST = "admin";
    private static final Caller PROGRAM = new Caller("quanjing", Role.ADMIN, Set.of());

    private final UserStore store;
    private final Shops shops;
    private final Passwords passwords;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    UserAccounts(
            UserStore store,
            Shops shops,
            Passwords passwords,
            Audit audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.store = store;
        this.shops = shops;
        this.passwords = passwords;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Optional<Invitation> invite() {
        String password = passwords.oneTime();
        String hash = passwords.hash(password);
        boolean made = transaction.execute(status -> {
            store.lockFirstUser();
            List<UserStore.User> all = store.all();
            if (all.isEmpty()) {
                return store.add(FIRST, Role.ADMIN, Set.of(), hash, true);
            }
            UserStore.User only = all.getFirst();
            if (all.size() == 1 && only.name().equals(FIRST) && only.passwordChangeRequired()) {
                store.setPassword(FIRST, hash, true);
                return true;
            }
            return false;
        });
        if (!made) {
            return Optional.empty();
        }
        audit.record(PROGRAM, AccessAction.FIRST_ADMIN_CREATED, FIRST, Map.of());
        return Optional.of(new Invitation(FIRST, password));
    }

    @Override
    public void provide(String name, Role role, Set<String> shopIds, String password) {
        String canonical = UserRules.newName(name);
        if (password.length() > UserRules.MAX_PASSWORD || password.isBlank()) {
            throw new QuanjingException(
                    AccessError.WEAK_PASSWORD, "The password of " + canonical + " is empty or too long.");
        }
        Optional<UserStore.User> known = store.find(canonical);
        if (known.isPresent()
                && !known.get().passwordChangeRequired()
                && passwords.matches(password, known.get().passwordHash())) {
            // The same password again keeps the sessions alive across a restart.
            store.setAccess(canonical, role, shopIds, false, clock.instant());
            return;
        }
        String hash = passwords.hash(password);
        transaction.executeWithoutResult(status -> {
            if (!store.add(canonical, role, shopIds, hash, false)) {
                store.setAccess(canonical, role, shopIds, false, clock.instant());
                store.setPassword(canonical, hash, false);
            }
            audit.record(PROGRAM, AccessAction.USER_PROVIDED, canonical, Map.of("role", role.name(), "shops", shopIds));
        });
    }

    List<UserStore.User> all() {
        return store.all();
    }

    Optional<UserStore.User> find(String name) {
        return store.find(name);
    }

    /** Adds a user, who enters with the one-time password. */
    OneTimePassword add(Caller by, String name, Role role, Set<String> shopIds) {
        String canonical = UserRules.newName(name);
        Set<String> known = known(shopIds);
        String password = passwords.oneTime();
        String hash = passwords.hash(password);
        transaction.executeWithoutResult(status -> {
            if (!store.add(canonical, role, known, hash, true)) {
                throw new QuanjingException(
                        AccessError.USER_EXISTS,
                        "There is a user " + canonical + " already.",
                        Map.of("name", canonical));
            }
            audit.record(by, AccessAction.USER_CREATED, canonical, Map.of("role", role.name(), "shops", known));
        });
        return new OneTimePassword(canonical, password);
    }

    /** What to change about a user; null leaves it. */
    record Change(
            @Nullable Role role,
            @Nullable Set<String> shops,
            @Nullable Boolean disabled,
            boolean resetPassword) {}

    /** Changes a user. */
    Optional<OneTimePassword> change(Caller by, String name, Change change) {
        String canonical = UserRules.canonical(name);
        String password = passwords.oneTime();
        String hash = change.resetPassword() ? passwords.hash(password) : "";
        transaction.executeWithoutResult(status -> {
            List<String> admins = store.lockActiveAdmins();
            UserStore.User user = store.find(canonical).orElseThrow(() -> UserRules.unknown(canonical));
            Role role = change.role() == null ? user.role() : change.role();
            Set<String> scope = change.shops() == null ? user.shops() : known(change.shops());
            boolean disabled = change.disabled() == null ? user.disabledAt() != null : change.disabled();
            if (admins.equals(List.of(canonical)) && (disabled || role != Role.ADMIN || !scope.isEmpty())) {
                throw new QuanjingException(
                        AccessError.LAST_ADMIN,
                        canonical
                                + " is the last administrator of all shops who can sign in. Maybe make somebody else one first.",
                        Map.of("name", canonical));
            }
            store.setAccess(canonical, role, scope, disabled, clock.instant());
            if (change.resetPassword()) {
                store.setPassword(canonical, hash, true);
            }
            audit.record(
                    by,
                    AccessAction.USER_CHANGED,
                    canonical,
                    Map.of(
                            "role",
                            role.name(),
                            "shops",
                            scope,
                            "disabled",
                            disabled,
                            "passwordReset",
                            change.resetPassword()));
        });
        return change.resetPassword() ? Optional.of(new OneTimePassword(canonical, password)) : Optional.empty();
    }

    /** Sets a user's own new password; every session that began with the old one ends. */
    UserStore.User changeOwnPassword(String name, String current, String next) {
        UserStore.User user = store.find(name).orElseThrow(() -> UserRules.unknown(name));
        if (current.length() > UserRules.MAX_PASSWORD || !passwords.matches(current, user.passwordHash())) {
            throw new QuanjingException(AccessError.WRONG_PASSWORD, "The current password is not right.");
        }
        UserRules.checkPassword(name, next);
        if (next.equals(current)) {
            throw new QuanjingException(
                    AccessError.WEAK_PASSWORD,
                    "The new password is the current one.",
                    Map.of("min", UserRules.MIN_PASSWORD, "max", UserRules.MAX_PASSWORD));
        }
        String hash = passwords.hash(next);
        transaction.executeWithoutResult(status -> {
            store.setPassword(name, hash, false);
            audit.record(user.caller(), AccessAction.PASSWORD_CHANGED, name, Map.of());
        });
        return store.find(name).orElseThrow(() -> UserRules.unknown(name));
    }

    private Set<String> known(Set<String> shopIds) {
        ShopRules.checkKnown(shops, shopIds);
        return Set.copyOf(shopIds);
    }
}
