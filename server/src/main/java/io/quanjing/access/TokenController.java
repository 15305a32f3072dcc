package io.quanjing.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API tokens over HTTP. */
@RestController
@RequestMapping("/api/tokens")
final class TokenController {

    private final Tokens tokens;

    TokenController(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * A token as the page shows it.
     *
     * @param hint its first characters
     * @param secret only in the answer to the request that made it
     */
    record TokenView(
            UUID id,
            String name,
            String hint,
            Role role,
            Set<String> shops,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            @Nullable String secret) {}

    /** A new token; without shops, one that sees all; without an end, one that works until it is revoked. */
    record NewToken(
            @NotNull String name,
            @NotNull Role role,
            @Nullable Set<@NotNull String> shops,
            @Nullable Instant expiresAt) {}

    @RequiresRole(value = Role.ADMIN, allShops = true)
    @GetMapping
    List<TokenView> list() {
        return tokens.all().stream().map(token -> view(token, null)).toList();
    }

    @RequiresRole(value = Role.ADMIN, allShops = true)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TokenView create(@Valid @RequestBody NewToken given, Caller caller) {
        Tokens.Issued issued = tokens.issue(
                caller,
                given.name(),
                given.role(),
                Objects.requireNonNullElse(given.shops(), Set.of()),
                given.expiresAt());
        return view(issued.token(), issued.secret());
    }

    @RequiresRole(value = Role.ADMIN, allShops = true)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, Caller caller) {
        tokens.revoke(caller, id);
    }

    private static TokenView view(TokenStore.Token token, @Nullable String secret) {
        return new TokenView(
                token.id(),
                token.name(),
                token.hint(),
                token.role(),
                token.shops(),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.revokedAt(),
                secret);
    }
}
