package io.quanjing.ingest.hook;

import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.hook.Source.State;
import io.quanjing.ingest.live.Seal;
import io.quanjing.ingest.live.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Live sources in the operational database. */
final class SourceStore {

    private static final JsonMapper JSON = JsonMapper.shared();

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
    private final Seal seal;

    SourceStore(JdbcClient jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    void add(String id, String shop, Kind kind, String name, byte[] secret, @Nullable String mapping, String by) {
        int added = jdbc.sql("""
                        INSERT INTO webhook_source (id, shop, kind, name, secret, mapping, created_by)
                        VALUES (:id, :shop, :kind, :name, :secret, :mapping, :by)
                        """)
                .param("id", id)
                .param("shop", shop)
                .param("kind", kind.id())
                .param("name", name)
                .param("secret", seal.close(subject(id), secret))
                .param("mapping", mapping)
                .param("by", by)
                .update();
        assert added == 1;
    }

    /** What a door needs to know of a source before anything is counted. */
    @SuppressWarnings("ArrayRecordComponent") // A secret is bytes, and nobody compares the record.
    record Door(String id, String shop, Kind kind, State state, byte[] secret) {}

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
                        State.of(row.getString("state")),
                        row.getBytes("secret")))
                .optional()
                .map(d -> new Door(d.id(), d.shop(), d.kind(), d.state(), seal.open(subject(d.id()), d.secret())));
    }

    Optional<Source> find(String id) {
        return jdbc.sql(SOURCES + " WHERE s.id = :id")
                .param("id", id)
                .query(SourceStore::read)
                .optional();
    }

    List<Source> all() {
        return jdbc.sql(SOURCES + " ORDER BY s.created_at DESC, s.id")
                .query(SourceStore::read)
                .list();
    }

    void state(String id, State state) {
        int changed = jdbc.sql("UPDATE webhook_source SET state = :state WHERE id = :id")
                .param("state", state.id())
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    void secret(String id, byte[] secret) {
        int changed = jdbc.sql("UPDATE webhook_source SET secret = :secret WHERE id = :id")
                .param("secret", seal.close(subject(id), secret))
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
                .param("error", JSON.writeValueAsString(trouble))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    /** Counts a request without a good signature. */
    void refused(String id, Trouble trouble) {
        int changed = jdbc.sql("""
                        UPDATE webhook_source
                        SET refused = refused + 1, last_error = :error::jsonb, last_error_at = now()
                        WHERE id = :id
                        """)
                .param("error", JSON.writeValueAsString(trouble))
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    private static String subject(String id) {
        return "source " + id;
    }

    private static Source read(ResultSet row, int number) throws SQLException {
        long lag = row.getLong("last_lag_ms");
        boolean noLag = row.wasNull();
        String error = row.getString("last_error");
        return new Source(
                row.getString("id"),
                row.getString("shop"),
                Kind.of(row.getString("kind")),
                row.getString("name"),
                State.of(row.getString("state")),
                row.getString("mapping"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getLong("accepted"),
                row.getLong("rejected"),
                row.getLong("waiting"),
                row.getLong("refused"),
                moment(row, "kept_since"),
                moment(row, "last_delivery_at"),
                noLag ? null : lag,
                error == null ? null : JSON.readValue(error, Trouble.class),
                moment(row, "last_error_at"));
    }

    static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
