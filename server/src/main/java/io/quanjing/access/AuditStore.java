package io.quanjing.access;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The audit log in the operational database. Entries are only ever added. */
final class AuditStore implements Audit {

    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final InstantSource clock;

    AuditStore(JdbcClient database, JsonMapper json, InstantSource clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * One change.
     *
     * @param id goes up with time
     * @param by the name of who acted
     */
    record Entry(long id, Instant at, String by, String action, String subject, Map<String, Object> details) {}

    @Override
    public void record(Caller caller, AuditAction action, String subject, Map<String, ?> details) {
        int added = database.sql("""
                        insert into audit_entry (at, caller, action, subject, details)
                        values (:at, :caller, :action, :subject, :details::jsonb)
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("caller", caller.name())
                .param("action", action.code())
                .param("subject", subject)
                .param("details", json.writeValueAsString(details))
                .update();
        if (added != 1) {
            throw new IllegalStateException("The audit entry " + action.code() + " of " + subject + " was not kept.");
        }
    }

    /** The newest entries first, older than the given id if there is one, of one subject if there is one. */
    List<Entry> newest(@Nullable Long before, @Nullable String subject, int limit) {
        return database.sql("""
                        select id, at, caller, action, subject, details::text as details
                        from audit_entry
                        where id < :before and (:subject::text is null or subject = :subject)
                        order by id desc
                        limit :limit
                        """)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("subject", subject)
                .param("limit", limit)
                .query((row, number) -> new Entry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("caller"),
                        row.getString("action"),
                        row.getString("subject"),
                        json.readValue(row.getString("details"), DETAILS)))
                .list();
    }
}
