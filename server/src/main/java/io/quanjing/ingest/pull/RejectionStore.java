package io.quanjing.ingest.pull;

import io.quanjing.ingest.live.Seal;
import io.quanjing.ingest.live.Trouble;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that could not be read, encrypted in the operational database with their reasons. */
final class RejectionStore {

    private final JdbcClient jdbc;
    private final Seal seal;

    RejectionStore(JdbcClient jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /**
     * What could not be read.
     *
     * @param key by which it is known again
     * @param place where it stands, for people
     */
    @SuppressWarnings("ArrayRecordComponent") // Bodies are bytes, and nobody compares the record.
    record Rejection(String key, String place, byte[] body, Trouble reason) {}

    /** A kept one as the page lists it. */
    record Kept(String id, String place, Instant receivedAt, int bytes, Trouble reason) {}

    /** A kept one with its body. */
    @SuppressWarnings("ArrayRecordComponent")
    record Body(String id, String key, String place, Instant receivedAt, byte[] body) {}

    /** Keeps; what is kept under the same key gives way. Of a source that was deleted meanwhile nothing is kept. */
    void keep(String source, Rejection rejection) {
        String id = UUID.randomUUID().toString();
        int kept = jdbc.sql("""
                        INSERT INTO pulled_rejection (id, source, key, place, bytes, body, reason)
                        SELECT :id, s.id, :key, :place, :bytes, :body, :reason::jsonb
                        FROM pulled_source s
                        WHERE s.id = :source
                        FOR KEY SHARE
                        ON CONFLICT (source, key) DO UPDATE
                        SET id = excluded.id, place = excluded.place, bytes = excluded.bytes, body = excluded.body,
                            reason = excluded.reason, received_at = excluded.received_at
                        """)
                .param("id", id)
                .param("source", source)
                .param("key", rejection.key())
                .param("place", rejection.place())
                .param("bytes", rejection.body().length)
                .param("body", seal.close(subject(id), rejection.body()))
                .param("reason", rejection.reason().json())
                .update();
        assert kept <= 1;
    }

    /** Lets go of what was taken after all. */
    void taken(String source, Collection<String> keys) {
        int deleted = jdbc.sql("DELETE FROM pulled_rejection WHERE source = :source AND key = ANY (:keys)")
                .param("source", source)
                .param("keys", keys.toArray(String[]::new))
                .update();
        assert deleted >= 0;
    }

    /** Those of a source, newest first. */
    List<Kept> of(String source, int most) {
        return jdbc.sql("""
                        SELECT id, place, received_at, bytes, reason
                        FROM pulled_rejection
                        WHERE source = :source
                        ORDER BY received_at DESC, id
                        LIMIT :most
                        """)
                .param("source", source)
                .param("most", most)
                .query((row, number) -> new Kept(
                        row.getString("id"),
                        row.getString("place"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getInt("bytes"),
                        Trouble.read(row.getString("reason"))))
                .list();
    }

    /** The ids of those of a source, in the order in which they came. */
    List<String> ids(String source, int most) {
        return jdbc.sql("""
                        SELECT id
                        FROM pulled_rejection
                        WHERE source = :source
                        ORDER BY received_at, id
                        LIMIT :most
                        """)
                .param("source", source)
                .param("most", most)
                .query(String.class)
                .list();
    }

    Optional<Body> find(String source, String id) {
        return jdbc.sql("""
                        SELECT id, key, place, received_at, body
                        FROM pulled_rejection
                        WHERE source = :source AND id = :id
                        """)
                .param("source", source)
                .param("id", id)
                .query((row, number) -> new Body(
                        row.getString("id"),
                        row.getString("key"),
                        row.getString("place"),
                        row.getTimestamp("received_at").toInstant(),
                        seal.open(subject(row.getString("id")), row.getBytes("body"))))
                .optional();
    }

    int deleteBefore(Instant moment) {
        return jdbc.sql("DELETE FROM pulled_rejection WHERE received_at < :moment")
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String subject(String id) {
        return "rejection " + id;
    }
}
