package io.quanjing.ingest.hook;

import io.quanjing.ingest.live.SourceCells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What shop systems ask on behalf of people, in the operational database. */
final class PrivacyRequestStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 500;

    private final JdbcClient jdbc;

    PrivacyRequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A request.
     *
     * @param kind {@code customer-data}, {@code redact-customer} or {@code redact-shop}
     * @param customer the shop system's id of the customer, if one is named
     * @param orders the ids of the orders that it names
     * @param dueAt until when it has to be done
     * @param dropped how many kept deliveries were deleted for it at once
     */
    record PrivacyRequest(
            String id,
            String source,
            String sourceName,
            String shop,
            String kind,
            @Nullable String customer,
            List<String> orders,
            Instant receivedAt,
            Instant dueAt,
            int dropped,
            @Nullable Instant doneAt,
            @Nullable String doneBy) {}

    void add(PrivacyRequest request) {
        int rows = jdbc.sql("""
                        INSERT INTO privacy_request
                            (id, source, source_name, shop, kind, customer, orders, received_at, due_at, dropped)
                        VALUES (:id, :source, :name, :shop, :kind, :customer, :orders::jsonb, :received, :due, :dropped)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .param("id", request.id())
                .param("source", request.source())
                .param("name", request.sourceName())
                .param("shop", request.shop())
                .param("kind", request.kind())
                .param("customer", request.customer())
                .param("orders", JSON.writeValueAsString(request.orders()))
                .param("received", request.receivedAt().atOffset(ZoneOffset.UTC))
                .param("due", request.dueAt().atOffset(ZoneOffset.UTC))
                .param("dropped", request.dropped())
                .update();
        assert rows <= 1;
    }

    /** Open ones first, then the newest. */
    List<PrivacyRequest> all() {
        return jdbc.sql("""
                        SELECT *
                        FROM privacy_request
                        ORDER BY done_at IS NOT NULL, received_at DESC, id
                        LIMIT :most
                        """)
                .param("most", MOST)
                .query(PrivacyRequestStore::read)
                .list();
    }

    Optional<PrivacyRequest> find(String id) {
        return jdbc.sql("SELECT * FROM privacy_request WHERE id = :id")
                .param("id", id)
                .query(PrivacyRequestStore::read)
                .optional();
    }

    /** Notes who did it; one that was done before keeps its time. */
    void done(String id, String by) {
        int rows = jdbc.sql("""
                        UPDATE privacy_request
                        SET done_at = coalesce(done_at, now()), done_by = coalesce(done_by, :by)
                        WHERE id = :id
                        """).param("by", by).param("id", id).update();
        assert rows <= 1;
    }

    private static PrivacyRequest read(ResultSet row, int number) throws SQLException {
        return new PrivacyRequest(
                row.getString("id"),
                row.getString("source"),
                row.getString("source_name"),
                row.getString("shop"),
                row.getString("kind"),
                row.getString("customer"),
                JSON.readValue(row.getString("orders"), new TypeReference<List<String>>() {}),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                row.getInt("dropped"),
                SourceCells.moment(row, "done_at"),
                row.getString("done_by"));
    }
}
