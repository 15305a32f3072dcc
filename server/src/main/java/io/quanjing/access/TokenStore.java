package io.quanjing.access;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The API tokens in the operational database: their hashes, never themselves. */
final class TokenStore {

    private static final String SELECT = """
            select id, name, hint, role, shops, created_by, created_at, expires_at, last_used_at, revoked_at
            from api_token
            """;

    private final JdbcClient database;

    TokenStore(JdbcClient database) {
        this.database = database;
    }

    /**
     * A token as it is kept.
     *
     * @param hint its first characters, to recognise it by
     * @param shops ids of the shops that it sees; empty means all
     */
    record Token(
            UUID id,
            String name,
            String hint,
            Role role,
            Set<String> shops,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    List<Token> all() {
        return database.sql(SELECT + "order by created_at desc, id")
                .query(TokenStore::token)
                .list();
    }

    void add(Token token, byte[] hash) {
        int added = database.sql("""
                        insert into api_token (id, name, token_hash, hint, role, shops, created_by, created_at, expires_at)
                        values (:id, :name, :hash, :hint, :role, :shops, :by, :at, :expires)
                        """)
                .param("id", token.id())
                .param("name", token.name())
                .param("hash", hash)
                .param("hint", token.hint())
                .param("role", token.role().name())
                .param("shops", token.shops().toArray(String[]::new))
                .param("by", token.createdBy())
                .param("at", token.createdAt().atOffset(ZoneOffset.UTC))
                .param(
                        "expires",
                        token.expiresAt() == null ? null : token.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
        if (added != 1) {
            throw new IllegalStateException("The token " + token.name() + " was not kept.");
        }
    }

    /** The token with this hash that may be used now. One whose maker was disabled may not. */
    Optional<Token> usable(byte[] hash, Instant now) {
        return database.sql(SELECT + """
                        where token_hash = :hash
                          and revoked_at is null
                          and (expires_at is null or expires_at > :now)
                          and not exists (
                              select from user_account
                              where user_account.name = api_token.created_by and disabled_at is not null)
                        """)
                .param("hash", hash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(TokenStore::token)
                .optional();
    }

    /** Notes the use, at most once a minute: a poll each second need not write each second. */
    @CanIgnoreReturnValue
    int used(UUID id, Instant now) {
        return database.sql("""
                        update api_token set last_used_at = :now
                        where id = :id and (last_used_at is null or last_used_at < :before)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minusSeconds(60).atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** Whether there was such a token that was not revoked yet. */
    boolean revoke(UUID id, Instant now) {
        return database.sql("update api_token set revoked_at = :now where id = :id and revoked_at is null")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Drops the tokens that have been of no use since then; the audit log still names them. */
    int sweep(Instant before) {
        return database.sql("delete from api_token where revoked_at < :before or expires_at < :before")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        return new Token(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("hint"),
                Role.valueOf(row.getString("role")),
                UserStore.strings(row, "shops"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                UserStore.instant(row, "expires_at"),
                UserStore.instant(row, "last_used_at"),
                UserStore.instant(row, "revoked_at"));
    }
}
