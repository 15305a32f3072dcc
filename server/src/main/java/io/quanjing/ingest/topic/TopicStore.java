package io.quanjing.ingest.topic;

import io.quanjing.ingest.live.SourceCells;
import io.quanjing.ingest.live.SourceRegister;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.topic.TopicSource.Partition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Topics as sources in the operational database: what they are, and how it goes. */
final class TopicStore implements SourceRegister<TopicSource> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SOURCES = """
            SELECT s.*, (SELECT count(*) FROM topic_rejection r WHERE r.source = s.id) AS rejected, p.*
            FROM topic_source s
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(greatest(end_offset - next_offset, 0)), 0) AS behind,
                    min(message_at) FILTER (WHERE end_offset > next_offset) AS behind_at,
                    coalesce(json_agg(json_build_object('partition', partition, 'next', next_offset, 'end', end_offset)
                        ORDER BY partition), '[]')::text AS partitions
                FROM topic_partition
                WHERE source = s.id) p
            """;

    private final JdbcClient jdbc;
    private final SourceSecrets secrets;

    TopicStore(JdbcClient jdbc, SourceSecrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /**
     * What somebody entered of a source.
     *
     * @param mapping one of its own, or null
     * @param ready the shop system whose mapping comes with the program, or null
     */
    record Draft(
            String name,
            TopicPlace place,
            @Nullable String mapping,
            @Nullable String ready) {}

    /**
     * What a reader needs to know of a source.
     *
     * @param generation as long as the source has it, the reader may note what it reads
     * @param topicId Kafka's own id of the topic that the positions belong to
     */
    record Claim(
            String id, String shop, Draft draft, @Nullable String password, long generation, String topicId) {}

    /** A source that is to be read, and its generation. */
    record Active(String id, long generation) {}

    int count() {
        return jdbc.sql("SELECT count(*) FROM topic_source")
                .query(Integer.class)
                .single();
    }

    void add(String id, String shop, Draft draft, @Nullable String password, String topicId, String by) {
        int added = jdbc.sql("""
                        INSERT INTO topic_source (id, shop, name, place, password, mapping, ready, topic_id, created_by)
                        VALUES (:id, :shop, :name, :place::jsonb, :password, :mapping, :ready, :topic, :by)
                        """)
                .param("id", id)
                .param("shop", shop)
                .param("name", draft.name())
                .param("place", JSON.writeValueAsString(draft.place()))
                .param("password", secrets.close(id, password), Types.BINARY)
                .param("mapping", draft.mapping())
                .param("ready", draft.ready())
                .param("topic", topicId)
                .param("by", by)
                .update();
        assert added == 1;
    }

    /**
     * Changes what a source is; whoever reads it notes nothing any more.
     *
     * @param password null for the one that is kept
     */
    void change(String id, Draft draft, @Nullable String password, String topicId) {
        int changed = jdbc.sql("""
                        UPDATE topic_source
                        SET name = :name, place = :place::jsonb, password = coalesce(:password, password),
                            mapping = :mapping, ready = :ready, topic_id = :topic,
                            generation = generation + 1, failures = 0, next_at = now()
                        WHERE id = :id
                        """)
                .param("name", draft.name())
                .param("place", JSON.writeValueAsString(draft.place()))
                .param("password", secrets.close(id, password), Types.BINARY)
                .param("mapping", draft.mapping())
                .param("ready", draft.ready())
                .param("topic", topicId)
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    /** The password that is kept of a source. */
    Optional<String> password(String id) {
        return jdbc.sql("SELECT password FROM topic_source WHERE id = :id AND password IS NOT NULL")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .map(closed -> secrets.open(id, closed));
    }

    @Override
    public Optional<TopicSource> find(String id) {
        return jdbc.sql(SOURCES + " WHERE s.id = :id")
                .param("id", id)
                .query(TopicStore::read)
                .optional();
    }

    @Override
    public List<TopicSource> all() {
        return jdbc.sql(SOURCES + " ORDER BY s.created_at DESC, s.id")
                .query(TopicStore::read)
                .list();
    }

    /** Pauses or goes on; whoever reads it notes nothing any more. */
    @Override
    public void state(String id, SourceState state) {
        int changed = jdbc.sql("""
                        UPDATE topic_source
                        SET state = :state, generation = generation + 1, failures = 0, next_at = now()
                        WHERE id = :id
                        """).param("state", state.id()).param("id", id).update();
        assert changed <= 1;
    }

    void delete(String id) {
        int deleted = jdbc.sql("DELETE FROM topic_source WHERE id = :id")
                .param("id", id)
                .update();
        assert deleted <= 1;
    }

    /** Keeps a source from being deleted until the transaction ends; false if it is gone. */
    boolean hold(String id) {
        return jdbc.sql("SELECT id FROM topic_source WHERE id = :id FOR KEY SHARE")
                .param("id", id)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Those that are to be read. */
    List<Active> active() {
        return jdbc.sql("SELECT id, generation FROM topic_source WHERE state = 'active' ORDER BY id")
                .query((row, number) -> new Active(row.getString("id"), row.getLong("generation")))
                .list();
    }

    /** What is needed to read a source; empty if it is paused, gone, or of another generation. */
    Optional<Claim> claim(String id, long generation) {
        return jdbc.sql("""
                        SELECT id, shop, name, place, password, mapping, ready, generation, topic_id
                        FROM topic_source
                        WHERE id = :id AND generation = :generation AND state = 'active'
                        """)
                .param("id", id)
                .param("generation", generation)
                .query((row, number) -> claim(row))
                .optional();
    }

    /** The same of a source as it is now, paused or not. */
    Optional<Claim> current(String id) {
        return jdbc.sql("""
                        SELECT id, shop, name, place, password, mapping, ready, generation, topic_id
                        FROM topic_source
                        WHERE id = :id
                        """).param("id", id).query((row, number) -> claim(row)).optional();
    }

    private Claim claim(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Claim(
                id,
                row.getString("shop"),
                new Draft(
                        row.getString("name"),
                        JSON.readValue(row.getString("place"), TopicPlace.class),
                        row.getString("mapping"),
                        row.getString("ready")),
                secrets.open(id, row.getBytes("password")),
                row.getLong("generation"),
                row.getString("topic_id"));
    }

    /**
     * What a batch brought.
     *
     * @param read how many messages
     * @param changed how many facts came or changed
     * @param lastAt when the newest of them was sent; null if there is none
     * @param lag how long the last one took
     */
    record Brought(
            long read,
            long changed,
            long late,
            long tombstones,
            long unkept,
            @Nullable Instant lastAt,
            @Nullable Duration lag) {}

    /** Counts what a batch brought; false if the source is of another generation now, and then nothing is counted. */
    boolean count(Claim claim, Brought brought) {
        return jdbc.sql("""
                        UPDATE topic_source
                        SET read_messages = read_messages + :read, changed_facts = changed_facts + :changed,
                            late = late + :late, tombstones = tombstones + :tombstones, unkept = unkept + :unkept,
                            last_message_at = greatest(last_message_at, :last), last_lag_ms = coalesce(:lag, last_lag_ms),
                            failures = 0
                        WHERE id = :id AND generation = :generation
                        """)
                        .param("read", brought.read())
                        .param("changed", brought.changed())
                        .param("late", brought.late())
                        .param("tombstones", brought.tombstones())
                        .param("unkept", brought.unkept())
                        .param("last", SourceCells.utc(brought.lastAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("lag", SourceCells.millis(brought.lag()), Types.BIGINT)
                        .param("id", claim.id())
                        .param("generation", claim.generation())
                        .update()
                == 1;
    }

    /** Notes that it can be read. */
    void well(Claim claim) {
        int changed = jdbc.sql("""
                        UPDATE topic_source SET failures = 0
                        WHERE id = :id AND generation = :generation AND failures > 0
                        """)
                .param("id", claim.id())
                .param("generation", claim.generation())
                .update();
        assert changed <= 1;
    }

    /** Notes why a source could not be read, and when it is tried again. */
    void failed(String id, long generation, Trouble trouble, Duration wait) {
        int changed = jdbc.sql("""
                        UPDATE topic_source
                        SET failures = failures + 1, next_at = now() + make_interval(secs => :seconds),
                            last_error = :error::jsonb, last_error_at = now()
                        WHERE id = :id AND generation = :generation
                        """)
                .param("seconds", wait.toMillis() / 1000.0)
                .param("error", trouble.json())
                .param("id", id)
                .param("generation", generation)
                .update();
        assert changed <= 1;
    }

    /** Notes a problem that does not keep the source from being read. */
    void note(String id, Trouble trouble) {
        int changed =
                jdbc.sql("""
                        UPDATE topic_source SET last_error = :error::jsonb, last_error_at = now() WHERE id = :id
                        """).param("error", trouble.json()).param("id", id).update();
        assert changed <= 1;
    }

    /** Notes that the topic is another one of the same name; false if somebody has noted so. */
    boolean anew(Claim claim, String topicId) {
        return jdbc.sql("""
                        UPDATE topic_source SET topic_id = :topic
                        WHERE id = :id AND generation = :generation AND topic_id = :before
                        """)
                        .param("topic", topicId)
                        .param("before", claim.topicId())
                        .param("id", claim.id())
                        .param("generation", claim.generation())
                        .update()
                == 1;
    }

    /** Counts messages that the topic dropped before they were read. */
    void missed(Claim claim, long messages) {
        int changed = jdbc.sql("""
                        UPDATE topic_source SET missed = missed + :missed WHERE id = :id AND generation = :generation
                        """)
                .param("missed", messages)
                .param("id", claim.id())
                .param("generation", claim.generation())
                .update();
        assert changed <= 1;
    }

    /** Whoever reads a source notes nothing any more. */
    void renew(String id) {
        int changed = jdbc.sql("""
                        UPDATE topic_source SET generation = generation + 1, failures = 0, next_at = now() WHERE id = :id
                        """).param("id", id).update();
        assert changed <= 1;
    }

    private static TopicSource read(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        Instant behindAt = SourceCells.moment(row, "behind_at");
        return new TopicSource(
                id,
                row.getString("shop"),
                row.getString("name"),
                JSON.readValue(row.getString("place"), TopicPlace.class),
                TopicSource.group(id),
                row.getString("mapping"),
                row.getString("ready"),
                SourceState.of(row.getString("state")),
                row.getInt("failures"),
                row.getTimestamp("next_at").toInstant(),
                row.getLong("read_messages"),
                row.getLong("changed_facts"),
                row.getLong("late"),
                row.getLong("tombstones"),
                row.getLong("rejected"),
                row.getLong("unkept"),
                row.getLong("missed"),
                row.getLong("behind"),
                behindAt == null
                        ? null
                        : Math.max(0, Duration.between(behindAt, Instant.now()).toMillis()),
                JSON.readValue(row.getString("partitions"), new TypeReference<List<Partition>>() {}),
                SourceCells.moment(row, "last_message_at"),
                SourceCells.whole(row, "last_lag_ms"),
                SourceCells.trouble(row, "last_error"),
                SourceCells.moment(row, "last_error_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }
}
