package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Makes, recognises and revokes API tokens. */
final class Tokens {

    static final String PREFIX = "qj_";
    private static final int SECRET_BYTES = 32;
    private static final int HINT_LENGTH = 8;
    private static final int MAX_NAME = 100;

    private final TokenStore store;
    private final Shops shops;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(TokenStore store, Shops shops, Audit audit, TransactionOperations transaction, InstantSource clock) {
        this.store = store;
        this.shops = shops;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A new token with its secret, which is not kept and can be shown only now. */
    record Issued(TokenStore.Token token, String secret) {}

    List<TokenStore.Token> all() {
        return store.all();
    }

    Issued issue(Caller by, String name, Role role, Set<String> shopIds, @Nullable Instant expiresAt) {
        Instant now = clock.instant();
        String clean = name.strip();
        if (clean.isEmpty() || clean.length() > MAX_NAME) {
            throw bad("name", clean, "is not 1 to " + MAX_NAME + " characters");
        }
        if (!by.role().includes(role)) {
            throw bad("role", role.name(), "is more than the role of its maker, " + by.role());
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw bad("expiresAt", expiresAt.toString(), "is not in the future");
        }
        ShopRules.checkKnown(shops, shopIds);
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        TokenStore.Token token = new TokenStore.Token(
                UUID.randomUUID(),
                clean,
                secret.substring(0, HINT_LENGTH),
                role,
                Set.copyOf(shopIds),
                by.name(),
                now,
                expiresAt,
                null,
                null);
        transaction.executeWithoutResult(status -> {
            store.add(token, hash(secret));
            audit.record(
                    by,
                    AccessAction.TOKEN_CREATED,
                    token.id().toString(),
                    Map.of("name", clean, "role", role.name(), "shops", shopIds));
        });
        return new Issued(token, secret);
    }

    /** Who the secret stands for, if it is one that may be used now. */
    Optional<Caller> caller(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return store.usable(hash(secret), now).map(token -> {
            store.used(token.id(), now);
            return new Caller("token " + token.name(), token.role(), token.shops());
        });
    }

    void revoke(Caller by, UUID id) {
        transaction.executeWithoutResult(status -> {
            if (!store.revoke(id, clock.instant())) {
                throw new QuanjingException(
                        AccessError.UNKNOWN_TOKEN,
                        "There is no token " + id + " that could be revoked.",
                        Map.of("id", id.toString()));
            }
            audit.record(by, AccessAction.TOKEN_REVOKED, id.toString(), Map.of());
        });
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    private static QuanjingException bad(String field, String value, String rule) {
        return new QuanjingException(
                AccessError.BAD_TOKEN_REQUEST,
                "The " + field + " of the token, '" + value + "', " + rule + ".",
                Map.of("field", field, "value", value));
    }
}
