package io.quanjing.ingest.track;

import io.quanjing.ingest.WriteKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Write keys and the secret of pseudonyms in the operational database. */
final class WriteKeyStore {

    private final JdbcClient jdbc;

    WriteKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    WriteKey add(String key, String shop, String name, WriteKey.Kind kind, String by) {
        return jdbc.sql("""
                        INSERT INTO write_key (key, shop, name, kind, created_by)
                        VALUES (:key, :shop, :name, :kind, :by)
                        RETURNING key, shop, name, kind, created_at, revoked_at
                        """)
                .param("key", key)
                .param("shop", shop)
                .param("name", name)
                .param("kind", kind.id())
                .param("by", by)
                .query(WriteKeyStore::read)
                .single();
    }

    List<WriteKey> all() {
        return jdbc.sql("""
                        SELECT key, shop, name, kind, created_at, revoked_at
                        FROM write_key
                        ORDER BY created_at DESC, key
                        """).query(WriteKeyStore::read).list();
    }

    /** The key, revoked or not. */
    Optional<WriteKey> find(String key) {
        return jdbc.sql("""
                        SELECT key, shop, name, kind, created_at, revoked_at
                        FROM write_key
                        WHERE key = :key
                        """).param("key", key).query(WriteKeyStore::read).optional();
    }

    /** The key, unless it was revoked. */
    Optional<WriteKey> good(String key) {
        return jdbc.sql("""
                        SELECT key, shop, name, kind, created_at, revoked_at
                        FROM write_key
                        WHERE key = :key AND revoked_at IS NULL
                        """).param("key", key).query(WriteKeyStore::read).optional();
    }

    /** Whether there was such a key; one that was revoked before keeps its time. */
    boolean revoke(String key, String by) {
        return jdbc.sql("""
                                UPDATE write_key
                                SET revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, :by)
                                WHERE key = :key
                                """).param("key", key).param("by", by).update() > 0;
    }

    /** The installation's secret: the given one if there was none yet. */
    byte[] secret(byte[] proposed) {
        int made = jdbc.sql("""
                        INSERT INTO tracking_secret (name, value)
                        VALUES ('pseudonym', :value)
                        ON CONFLICT (name) DO NOTHING
                        """).param("value", proposed).update();
        return made > 0 ? proposed : jdbc.sql("""
                        SELECT value
                        FROM tracking_secret
                        WHERE name = 'pseudonym'
                        """).query(byte[].class).single();
    }

    private static WriteKey read(ResultSet row, int number) throws SQLException {
        Timestamp revoked = row.getTimestamp("revoked_at");
        return new WriteKey(
                row.getString("key"),
                row.getString("shop"),
                row.getString("name"),
                WriteKey.Kind.of(row.getString("kind")),
                row.getTimestamp("created_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
    }
}
