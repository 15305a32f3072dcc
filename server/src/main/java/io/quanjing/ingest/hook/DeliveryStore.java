package io.quanjing.ingest.hook;

import io.quanjing.ingest.live.Seal;
import io.quanjing.ingest.live.SourceCells;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.message.MessageVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries in the operational database: where they are durable before the sender hears so. */
final class DeliveryStore {

    private final JdbcClient jdbc;
    private final Seal seal;

    DeliveryStore(JdbcClient jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /** How a delivery stands. */
    enum State {
        /** It is durable, and not yet in the warehouse. */
        WAITING,
        /** What it tells is in the warehouse. */
        TAKEN,
        /** Something newer was known of its subject; it changed nothing. */
        LATE,
        /** It cannot be read; it is kept with the reason. */
        REJECTED;

        String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A delivery with its body.
     *
     * @param counted whether its source has counted it, because it was taken before
     */
    @SuppressWarnings("ArrayRecordComponent") // Bodies are bytes, and nobody compares the record.
    record Delivery(
            String id,
            String source,
            String topic,
            @Nullable Instant triggeredAt,
            Instant receivedAt,
            int attempts,
            boolean counted,
            byte[] body) {}

    /** A rejected delivery as the page lists it. */
    record Rejected(String id, String topic, Instant receivedAt, int bytes, Trouble reason) {}

    /**
     * Makes a delivery durable.
     *
     * @return false if it was there already, or if its source is not there any more
     */
    boolean add(String id, Envelope envelope, String source, Instant receivedAt, byte[] body) {
        return jdbc.sql("""
                        INSERT INTO webhook_delivery (id, source, delivery, topic, signature, triggered_at, received_at, state, body)
                        SELECT :id, s.id, :delivery, :topic, :signature, :triggered, :received, 'waiting', :body
                        FROM webhook_source s
                        WHERE s.id = :source
                        FOR KEY SHARE
                        ON CONFLICT (source, delivery) DO NOTHING
                        """)
                        .param("id", id)
                        .param("source", source)
                        .param("delivery", envelope.delivery())
                        .param("topic", envelope.topic())
                        .param("signature", envelope.onceOnly())
                        .param(
                                "triggered",
                                SourceCells.utc(envelope.triggeredAt()),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("received", SourceCells.utc(receivedAt))
                        .param("body", seal.close(subject(id), body))
                        .update()
                == 1;
    }

    /** Whether this signature came before. */
    boolean seen(String source, String signature) {
        return jdbc.sql("SELECT count(*) FROM webhook_delivery WHERE source = :source AND signature = :signature")
                        .param("source", source)
                        .param("signature", signature)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Whether a failure to add says that the signature came at the same moment. */
    static boolean seen(DuplicateKeyException failure) {
        return String.valueOf(failure.getMessage()).contains("signature");
    }

    /** Takes a delivery to work on it, until the transaction ends; empty if it does not wait or somebody else has it. */
    Optional<Delivery> claim(String id) {
        return jdbc.sql("""
                        SELECT id, source, topic, triggered_at, received_at, attempts, counted, body
                        FROM webhook_delivery
                        WHERE id = :id AND state IN ('waiting', 'rejected') AND body IS NOT NULL
                        FOR UPDATE SKIP LOCKED
                        """).param("id", id).query(this::read).optional();
    }

    /** Those that wait for longer than since a moment, the oldest first. */
    List<String> waitingSince(Instant moment, int most) {
        return jdbc.sql("""
                        SELECT id
                        FROM webhook_delivery
                        WHERE state = 'waiting' AND received_at < :moment
                        ORDER BY attempts, received_at
                        LIMIT :most
                        """)
                .param("moment", SourceCells.utc(moment))
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** It was taken, and its source has counted it. The body stays for a replay. */
    void done(String id, State state) {
        int changed = jdbc.sql("""
                        UPDATE webhook_delivery
                        SET state = :state, counted = true, reason = NULL
                        WHERE id = :id
                        """).param("state", state.id()).param("id", id).update();
        assert changed <= 1;
    }

    /** Has what was taken or rejected since a moment read again; returns how many deliveries. */
    int replay(String source, Instant from) {
        return jdbc.sql("""
                        UPDATE webhook_delivery
                        SET state = 'waiting', attempts = 0
                        WHERE source = :source AND received_at >= :from AND state <> 'waiting' AND body IS NOT NULL
                        """)
                .param("source", source)
                .param("from", SourceCells.utc(from))
                .update();
    }

    /** A delivery whose body is kept. */
    record Kept(String id, String topic, boolean waiting) {}

    /** All whose bodies are kept, page by page in the order of their ids. */
    List<Kept> keptAfter(String source, String id, int most) {
        return jdbc.sql("""
                        SELECT id, topic, state = 'waiting' AS waiting
                        FROM webhook_delivery
                        WHERE source = :source AND id > :id AND body IS NOT NULL
                        ORDER BY id
                        LIMIT :most
                        """)
                .param("source", source)
                .param("id", id)
                .param("most", most)
                .query((row, n) -> new Kept(row.getString("id"), row.getString("topic"), row.getBoolean("waiting")))
                .list();
    }

    /** One whose body is kept. */
    Optional<Delivery> kept(String id) {
        return jdbc.sql("""
                        SELECT id, source, topic, triggered_at, received_at, attempts, counted, body
                        FROM webhook_delivery
                        WHERE id = :id AND body IS NOT NULL
                        """).param("id", id).query(this::read).optional();
    }

    /** Takes back the bodies of what was taken before a moment: nobody can replay it any more. */
    int forgetBefore(Instant moment) {
        return jdbc.sql("""
                        UPDATE webhook_delivery
                        SET body = NULL
                        WHERE received_at < :moment AND state IN ('taken', 'late') AND body IS NOT NULL
                        """).param("moment", SourceCells.utc(moment)).update();
    }

    void rejected(String id, Trouble reason) {
        int changed =
                jdbc.sql("""
                        UPDATE webhook_delivery
                        SET state = 'rejected', reason = :reason::jsonb
                        WHERE id = :id
                        """).param("reason", reason.json()).param("id", id).update();
        assert changed <= 1;
    }

    /** Counts an attempt that failed for a while only. */
    void failed(String id) {
        int changed = jdbc.sql("UPDATE webhook_delivery SET attempts = attempts + 1 WHERE id = :id")
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    /** The rejected ones of a source, newest first. */
    List<Rejected> rejectedOf(String source, int most) {
        return jdbc.sql("""
                        SELECT id, topic, received_at, length(body) AS bytes, reason
                        FROM webhook_delivery
                        WHERE source = :source AND state = 'rejected' AND body IS NOT NULL
                        ORDER BY received_at DESC, id
                        LIMIT :most
                        """)
                .param("source", source)
                .param("most", most)
                .query((row, n) -> new Rejected(
                        row.getString("id"),
                        row.getString("topic"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getInt("bytes"),
                        Trouble.read(row.getString("reason"))))
                .list();
    }

    /** The ids of the rejected ones of a source, in the order in which they came. */
    List<String> rejectedIds(String source, int most) {
        return jdbc.sql("""
                        SELECT id
                        FROM webhook_delivery
                        WHERE source = :source AND state = 'rejected' AND body IS NOT NULL
                        ORDER BY received_at, id
                        LIMIT :most
                        """)
                .param("source", source)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** A rejected one of a source, with its body. */
    Optional<Delivery> rejected(String source, String id) {
        return jdbc.sql("""
                        SELECT id, source, topic, triggered_at, received_at, attempts, counted, body
                        FROM webhook_delivery
                        WHERE id = :id AND source = :source AND state = 'rejected' AND body IS NOT NULL
                        """)
                .param("id", id)
                .param("source", source)
                .query(this::read)
                .optional();
    }

    /** Takes back a body; the rest is told as before. One that waits does so no more: it becomes nothing. */
    void drop(String id) {
        int changed = jdbc.sql("""
                        UPDATE webhook_delivery
                        SET body = NULL, state = CASE WHEN state = 'waiting' THEN 'taken' ELSE state END
                        WHERE id = :id
                        """).param("id", id).update();
        assert changed <= 1;
    }

    /** Deletes what is older; what still waits for the warehouse stays. */
    int deleteBefore(Instant moment) {
        return jdbc.sql("DELETE FROM webhook_delivery WHERE received_at < :moment AND state <> 'waiting'")
                .param("moment", SourceCells.utc(moment))
                .update();
    }

    /** Keeps others from the same subject of the source until the transaction ends. */
    void lock(String source, String subject) {
        String ignored = jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))::text")
                .param("what", "webhook " + source + " " + subject)
                .query(String.class)
                .single();
    }

    /** How new the known state of a subject is. */
    Optional<MessageVersion> version(String source, String subject) {
        return jdbc.sql("""
                        SELECT version, triggered_at
                        FROM webhook_subject
                        WHERE source = :source AND subject = :subject
                        """)
                .param("source", source)
                .param("subject", subject)
                .query((row, n) -> new MessageVersion(
                        row.getTimestamp("version").toInstant(),
                        row.getTimestamp("triggered_at").toInstant()))
                .optional();
    }

    void version(String source, String subject, MessageVersion version) {
        int changed = jdbc.sql("""
                        INSERT INTO webhook_subject (source, subject, version, triggered_at)
                        VALUES (:source, :subject, :version, :triggered)
                        ON CONFLICT (source, subject) DO UPDATE
                        SET version = excluded.version, triggered_at = excluded.triggered_at
                        """)
                .param("source", source)
                .param("subject", subject)
                .param("version", SourceCells.utc(version.version()))
                .param("triggered", SourceCells.utc(version.triggeredAt()))
                .update();
        assert changed == 1;
    }

    private Delivery read(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        return new Delivery(
                id,
                row.getString("source"),
                row.getString("topic"),
                SourceCells.moment(row, "triggered_at"),
                row.getTimestamp("received_at").toInstant(),
                row.getInt("attempts"),
                row.getBoolean("counted"),
                seal.open(subject(id), row.getBytes("body")));
    }

    private static String subject(String id) {
        return "delivery " + id;
    }
}
