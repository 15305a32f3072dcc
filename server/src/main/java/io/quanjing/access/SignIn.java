package io.quanjing.access;

import io.quanjing.access.web.Problems;
import io.quanjing.kernel.QuanjingException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Lets users in who know their password, and slows down those who guess. */
final class SignIn {

    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final UserStore users;
    private final Passwords passwords;
    private final AttemptStore attempts;
    private final Audit audit;
    private final AccessSettings settings;
    private final InstantSource clock;

    SignIn(
            UserStore users,
            Passwords passwords,
            AttemptStore attempts,
            Audit audit,
            AccessSettings settings,
            InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The user with this name and password.
     *
     * @param address the caller's IP address
     * @throws QuanjingException {@code access.bad_credentials}, the same whether the name, the password or the account is wrong;
     *     {@code access.too_many_attempts} with the seconds to wait
     */
    UserStore.User check(String name, String password, String address) {
        String canonical = UserRules.canonical(name);
        String network = network(address);
        String byUser = "user " + canonical + " at " + network;
        String byAddress = "address " + network;
        count(byAddress, settings.attemptsPerAddress());
        if (!UserRules.possible(canonical)) {
            throw wrong();
        }
        count(byUser, settings.attemptsPerUser());

        Optional<UserStore.User> user = users.find(canonical);
        boolean right = password.length() <= UserRules.MAX_PASSWORD
                && (user.isPresent()
                        ? passwords.matches(password, user.get().passwordHash())
                        : passwords.matchesNobody(password));
        if (user.isEmpty() || !right || user.get().disabledAt() != null) {
            // What was typed as an unknown name may be a password, so only known names are written down.
            user.ifPresent(known -> audit.record(
                    known.caller(), AccessAction.SIGN_IN_REFUSED, known.name(), Map.of("network", network)));
            throw wrong();
        }
        attempts.forget(byUser);
        attempts.takeBack(byAddress);
        users.signedIn(canonical, clock.instant());
        audit.record(user.get().caller(), AccessAction.SIGNED_IN, canonical, Map.of("network", network));
        return user.get();
    }

    private static QuanjingException wrong() {
        return new QuanjingException(
                AccessError.BAD_CREDENTIALS, "This user name and password do not belong together.");
    }

    /** Counts an attempt to prove one's own password again, as when it is changed. */
    void countProof(String name, String address) {
        count("user " + name + " at " + network(address), settings.attemptsPerUser());
    }

    /** The proof was right: what was counted against it is forgiven. */
    void proved(String name, String address) {
        attempts.forget("user " + name + " at " + network(address));
    }

    private void count(String bucket, int limit) {
        AttemptStore.Count count = attempts.add(bucket);
        if (count.attempts() > limit) {
            long seconds =
                    Math.max(1, Duration.between(clock.instant(), count.until()).toSeconds());
            throw new QuanjingException(
                    AccessError.TOO_MANY_ATTEMPTS,
                    "There were more than " + limit + " attempts to sign in. The next one counts in " + seconds + " s.",
                    Map.of("limit", limit, Problems.RETRY_AFTER_SECONDS, seconds));
        }
    }

    /** One subscriber has a whole /64 of IPv6 addresses, so they count as one. */
    static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == IPV6_BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)) + "/64"
                    : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }
}
