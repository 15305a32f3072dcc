package io.quanjing.ingest.hook;

import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.live.SourceCells;
import io.quanjing.ingest.live.SourceRegister;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Live sources in the operational database. */
final class SourceStore implements SourceRegister<Source> {

    private static final String SOURCES = """
            SELECT s.*,
                (SELECT count(*) FROM webhook_delivery d WHERE d.source = s.id AND d.state = 'rejected' AND d.body IS NOT NULL)
                    AS rejected,
                (SELECT count(*) FROM webhook_delivery d WHERE d.source = s.id AND d.state = 'waiting') AS waiting,
                (SELECT min(received_at) FROM webhook_delivery d WHERE d.source = s.id AND d.counted AND d.body IS NOT NULL)
                    AS kept_since
            FROM webhook_source s
            """;

    private final JdbcClient jdbc;
    private final SourceSecrets secrets;

    SourceStore(JdbcClient jdbc, SourceSecrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    void add(String id, String shop, Kind kind, String name, String secret, @Nullable String mapping, String by) {
        int added = jdbc.sql("""
                        INSERT INTO webhook_source (id, shop, kind, name, secret, mapping, created_by)
                        VALUES (:id, :shop, :kind, :name, :secret, :mapping, :by)
                        """)
                .param("id", id)
                .param("shop", shop)
                .param("kind", kind.id())
                .param("name", name)
                .param("secret", secrets.close(id, secret))
                .param("mapping", mapping)
                .param("by", by)
                .update();
        assert added == 1;
    }

    /** What a door needs to know of a source before anything is counted. */
    record Door(String id, String shop, Kind kind, SourceState state, String secret) {}

    /** The source of an address. */
    Optional<Door> door(String id) {
        return jdbc.sql("""
                        SELECT id, shop, kind, state, secret
                        FROM webhook_source
                        WHERE id = :id
                        """)
                .param("id", id)
                .query((row, n) -> new Door(
                        row.getString("id"),
                        row.getString("shop"),
                        Kind.of(row.getString("kind")),
                        SourceState.of(row.getString("state")),
                        Objects.requireNonNull(secrets.open(id, row.getBytes("secret")))))
                .optional();
    }

    @Override
    public Optional<Source> find(String id) {
        return jdbc.sql(SOURCES + " WHERE s.id = :id")
                .param("id", id)
                .query(SourceStore::read)
                .optional();
    }

    @Override
    public List<Source> all() {
        return jdbc.sql(SOURCES + " ORDER BY s.created_at DESC, s.id")
                .query(SourceStore::read)
                .list();
    }

    @Override
    public void state(String id, SourceState state) {
        int changed = jdbc.sql("UPDATE webhook_source SET state = :state WHERE id = :id")
                .param("state", state.id())
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    void secret(String id, String secret) {
        int changed = jdbc.sql("UPDATE webhook_source SET secret = :secret WHERE id = :id")
                .param("secret", secrets.close(id, secret))
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    void mapping(String id, String mapping) {
        int changed = jdbc.sql("UPDATE webhook_source SET mapping = :mapping WHERE id = :id")
                .param("mapping", mapping)
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    void delete(String id) {
        int deleted = jdbc.sql("DELETE FROM webhook_source WHERE id = :id")
                .param("id", id)
                .update();
        assert deleted <= 1;
    }

    /** Counts a delivery that was taken. */
    void accepted(String id, Instant at, @Nullable Long lagMillis) {
        int changed = jdbc.sql("""
                        UPDATE webhook_source
                        SET accepted = accepted + 1, last_lag_ms = coalesce(:lag, last_lag_ms),
                            last_delivery_at = greatest(last_delivery_at, :at)
                        WHERE id = :id
                        """)
                .param("lag", lagMillis, java.sql.Types.BIGINT)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    /** Notes why a delivery could not become facts. */
    void rejected(String id, Trouble trouble, Instant at) {
        int changed = jdbc.sql("""
                        UPDATE webhook_source
                        SET last_error = :error::jsonb, last_error_at = now(),
                            last_delivery_at = greatest(last_delivery_at, :at)
                        WHERE id = :id
                        """)
                .param("error", trouble.json())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    /** Counts a request without a good signature. */
    void refused(String id, Trouble trouble) {
        int changed =
                jdbc.sql("""
                        UPDATE webhook_source
                        SET refused = refused + 1, last_error = :error::jsonb, last_error_at = now()
                        WHERE id = :id
                        """).param("error", trouble.json()).param("id", id).update();
        assert changed <= 1;
    }

    private static Source read(ResultSet row, int number) throws SQLException {
        return new Source(
                row.getString("id"),
                row.getString("shop"),
                Kind.of(row.getString("kind")),
                row.getString("name"),
                SourceState.of(row.getString("state")),
                row.getString("mapping"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getLong("accepted"),
                row.getLong("rejected"),
                row.getLong("waiting"),
                row.getLong("refused"),
                SourceCells.moment(row, "kept_since"),
                SourceCells.moment(row, "last_delivery_at"),
                SourceCells.whole(row, "last_lag_ms"),
                SourceCells.trouble(row, "last_error"),
                SourceCells.moment(row, "last_error_at"));
    }
}
