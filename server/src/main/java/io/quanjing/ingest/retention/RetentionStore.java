package io.quanjing.ingest.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long facts are kept, in the operational database. */
final class RetentionStore {

    private final JdbcClient jdbc;

    RetentionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was chosen for a kind of data.
     *
     * @param days null for no limit
     * @param deletedAt when rows were deleted last; null if none ever were
     * @param deletedBefore the first shop day that stayed then
     * @param deletedRows how many there were then
     */
    record Chosen(
            String data,
            @Nullable Integer days,
            String changedBy,
            Instant changedAt,
            @Nullable Instant deletedAt,
            @Nullable LocalDate deletedBefore,
            @Nullable Long deletedRows) {}

    List<Chosen> all() {
        return jdbc.sql("SELECT * FROM retention").query(RetentionStore::read).list();
    }

    void choose(String data, @Nullable Integer days, String by, Instant at) {
        int rows = jdbc.sql("""
                        INSERT INTO retention (data, days, changed_by, changed_at)
                        VALUES (:data, :days, :by, :at)
                        ON CONFLICT (data) DO UPDATE
                        SET days = excluded.days, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .param("data", data)
                .param("days", days)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        assert rows == 1;
    }

    /** Notes that rows were deleted. */
    void deleted(String data, Instant at, LocalDate before, long count) {
        int rows = jdbc.sql("""
                        UPDATE retention SET deleted_at = :at, deleted_before = :before, deleted_rows = :count WHERE data = :data
                        """)
                .param("data", data)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("before", before)
                .param("count", count)
                .update();
        assert rows == 1;
    }

    private static Chosen read(ResultSet row, int number) throws SQLException {
        OffsetDateTime deletedAt = row.getObject("deleted_at", OffsetDateTime.class);
        return new Chosen(
                row.getString("data"),
                row.getObject("days", Integer.class),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant(),
                deletedAt == null ? null : deletedAt.toInstant(),
                row.getObject("deleted_before", LocalDate.class),
                row.getObject("deleted_rows", Long.class));
    }
}
