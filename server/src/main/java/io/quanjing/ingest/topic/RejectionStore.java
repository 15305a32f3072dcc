package io.quanjing.ingest.topic;

import io.quanjing.ingest.live.Seal;
import io.quanjing.ingest.live.Trouble;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that could not be read, encrypted in the operational database with their reasons. */
final class RejectionStore {

    private final JdbcClient jdbc;
    private final Seal seal;

    RejectionStore(JdbcClient jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /** A kept one as the page lists it. */
    record Kept(
            String id,
            int partition,
            long offset,
            Instant messageAt,
            Instant receivedAt,
            String topic,
            int bytes,
            boolean whole,
            Trouble reason) {}

    /** A kept one with its body. */
    record Body(String id, Arrival arrival, boolean whole) {}

    int count(String source) {
        return jdbc.sql("SELECT count(*) FROM topic_rejection WHERE source = :source")
                .param("source", source)
                .query(Integer.class)
                .single();
    }

    /** Keeps; what is kept of the same place gives way. */
    void keep(String source, String topicId, Arrival arrival, boolean whole, Trouble reason) {
        String id = UUID.randomUUID().toString();
        int kept = jdbc.sql("""
                        INSERT INTO topic_rejection
                            (id, source, topic_id, partition, message_offset, message_at, topic, bytes, whole, body, reason)
                        VALUES
                            (:id, :source, :topicId, :partition, :offset, :at, :topic, :bytes, :whole, :body, :reason::jsonb)
                        ON CONFLICT (source, topic_id, partition, message_offset) DO UPDATE
                        SET id = excluded.id, topic = excluded.topic, bytes = excluded.bytes, whole = excluded.whole,
                            body = excluded.body, reason = excluded.reason, received_at = excluded.received_at
                        """)
                .param("id", id)
                .param("source", source)
                .param("topicId", topicId)
                .param("partition", arrival.partition())
                .param("offset", arrival.offset())
                .param("at", arrival.at().atOffset(ZoneOffset.UTC))
                .param("topic", arrival.topic())
                .param("bytes", arrival.size())
                .param("whole", whole)
                .param("body", seal.close(subject(id), arrival.body()))
                .param("reason", reason.json())
                .update();
        assert kept == 1;
    }

    /** Lets go of what was taken after all. */
    void taken(String source, String topicId, List<Arrival> arrivals) {
        int deleted = jdbc.sql("""
                        DELETE FROM topic_rejection r
                        USING unnest(:partitions::integer[], :offsets::bigint[]) AS t (partition, message_offset)
                        WHERE r.source = :source AND r.topic_id = :topicId
                            AND r.partition = t.partition AND r.message_offset = t.message_offset
                        """)
                .param("partitions", arrivals.stream().map(Arrival::partition).toArray(Integer[]::new))
                .param("offsets", arrivals.stream().map(Arrival::offset).toArray(Long[]::new))
                .param("source", source)
                .param("topicId", topicId)
                .update();
        assert deleted >= 0;
    }

    /** Drops one; false if it is not there. */
    boolean drop(String source, String id) {
        return jdbc.sql("DELETE FROM topic_rejection WHERE source = :source AND id = :id")
                        .param("source", source)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Drops all of a source, and returns how many there were. */
    int dropAll(String source) {
        return jdbc.sql("DELETE FROM topic_rejection WHERE source = :source")
                .param("source", source)
                .update();
    }

    /** Notes another reason. */
    void reason(String source, String id, Trouble reason) {
        int changed = jdbc.sql("""
                        UPDATE topic_rejection SET reason = :reason::jsonb WHERE source = :source AND id = :id
                        """)
                .param("reason", reason.json())
                .param("source", source)
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    /** Those of a source, newest first. */
    List<Kept> of(String source, int most) {
        return jdbc.sql("""
                        SELECT id, partition, message_offset, message_at, received_at, topic, bytes, whole, reason
                        FROM topic_rejection
                        WHERE source = :source
                        ORDER BY received_at DESC, partition, message_offset DESC
                        LIMIT :most
                        """)
                .param("source", source)
                .param("most", most)
                .query((row, number) -> new Kept(
                        row.getString("id"),
                        row.getInt("partition"),
                        row.getLong("message_offset"),
                        row.getTimestamp("message_at").toInstant(),
                        row.getTimestamp("received_at").toInstant(),
                        row.getString("topic"),
                        row.getInt("bytes"),
                        row.getBoolean("whole"),
                        Trouble.read(row.getString("reason"))))
                .list();
    }

    /** The ids of those of a source in the order of their places, which is the order to take them in. */
    List<String> ids(String source, int most) {
        return jdbc.sql("""
                        SELECT id FROM topic_rejection
                        WHERE source = :source
                        ORDER BY message_at, partition, message_offset
                        LIMIT :most
                        """)
                .param("source", source)
                .param("most", most)
                .query(String.class)
                .list();
    }

    Optional<Body> find(String source, String id) {
        return jdbc.sql("""
                        SELECT id, partition, message_offset, message_at, topic, bytes, whole, body
                        FROM topic_rejection
                        WHERE source = :source AND id = :id
                        """)
                .param("source", source)
                .param("id", id)
                .query((row, number) -> new Body(
                        row.getString("id"),
                        new Arrival(
                                row.getInt("partition"),
                                row.getLong("message_offset"),
                                row.getTimestamp("message_at").toInstant(),
                                row.getString("topic"),
                                row.getInt("bytes"),
                                seal.open(subject(row.getString("id")), row.getBytes("body"))),
                        row.getBoolean("whole")))
                .optional();
    }

    int deleteBefore(Instant moment) {
        return jdbc.sql("DELETE FROM topic_rejection WHERE received_at < :moment")
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String subject(String id) {
        return "rejection " + id;
    }
}
