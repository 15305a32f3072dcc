package io.quanjing.ingest.track;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Acknowledged events that could not become facts, in the operational database. */
final class RefusedEventStore {

    private final JdbcClient jdbc;

    RefusedEventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event or record.
     *
     * @param index of the event in its batch; -1 for a record that cannot be read
     */
    @SuppressWarnings("ArrayRecordComponent") // A record that cannot be read is no text, and nobody compares it.
    record Refused(
            String log, long position, int index, @Nullable String shop, String code, String message, byte[] content) {}

    /** Keeps it; one that comes again, because its log is read again, is kept once. */
    void add(Refused refused) {
        int rows = jdbc.sql("""
                        INSERT INTO refused_event (log, position, index, shop, code, message, content)
                        VALUES (:log, :position, :index, :shop, :code, :message, :content)
                        ON CONFLICT (log, position, index) DO NOTHING
                        """)
                .param("log", refused.log())
                .param("position", refused.position())
                .param("index", refused.index())
                .param("shop", refused.shop())
                .param("code", refused.code())
                .param("message", refused.message())
                .param("content", refused.content())
                .update();
        assert rows <= 1;
    }

    /** How many there are. */
    long count() {
        return jdbc.sql("SELECT count(*) FROM refused_event").query(Long.class).single();
    }

    /** Deletes those from before a moment, and says how many. */
    int deleteBefore(Instant moment) {
        return jdbc.sql("DELETE FROM refused_event WHERE refused_at < :moment")
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .update();
    }
}
