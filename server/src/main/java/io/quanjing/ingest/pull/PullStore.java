package io.quanjing.ingest.pull;

import io.quanjing.ingest.live.SourceCells;
import io.quanjing.ingest.live.SourceRegister;
import io.quanjing.ingest.live.SourceSecrets;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.live.Trouble;
import io.quanjing.ingest.pull.PulledSource.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Sources that are asked, in the operational database: what they are, and how far each is read. */
final class PullStore implements SourceRegister<PulledSource> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SOURCES = """
            SELECT s.*, (SELECT count(*) FROM pulled_rejection r WHERE r.source = s.id) AS rejected
            FROM pulled_source s
            """;

    private final JdbcClient jdbc;
    private final SourceSecrets secrets;

    PullStore(JdbcClient jdbc, SourceSecrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /**
     * What somebody entered of a source.
     *
     * @param table which table of which database, and how it is read
     */
    record Draft(Kind kind, String name, TablePlace table, String mapping, int intervalSeconds) {}

    /**
     * How far a source is read.
     *
     * @param startAt where it was told to begin; null for the very beginning
     * @param reached up to where everything is known; null before the first
     * @param pageCursor the order's value of the last row of the round that is under way; null between rounds
     * @param pageKey the key of that row
     * @param roundStartedAt when that round began
     */
    record Position(
            @Nullable String startAt,
            @Nullable String reached,
            @Nullable String pageCursor,
            @Nullable String pageKey,
            @Nullable Instant roundStartedAt) {}

    /** The right to read a source, until somebody else takes it. */
    record Claim(PulledSource source, String run, @Nullable String password, Position position) {}

    void add(String id, String shop, Draft draft, @Nullable String password, @Nullable String startAt, String by) {
        int added = jdbc.sql("""
                        INSERT INTO pulled_source
                            (id, shop, kind, name, place, password, mapping, interval_s, start_at, created_by)
                        VALUES
                            (:id, :shop, :kind, :name, :place::jsonb, :password, :mapping, :interval, :start, :by)
                        """)
                .param("id", id)
                .param("shop", shop)
                .param("kind", draft.kind().id())
                .param("name", draft.name())
                .param("place", JSON.writeValueAsString(draft.table()))
                .param("password", secrets.close(id, password), Types.BINARY)
                .param("mapping", draft.mapping())
                .param("interval", draft.intervalSeconds())
                .param("start", startAt)
                .param("by", by)
                .update();
        assert added == 1;
    }

    /**
     * Changes what a source is; a run that is under way ends.
     *
     * @param password null for the one that is kept
     * @param anew whether what was reached, and where it began, means nothing any more
     * @param startAt where it begins then; null for the very beginning
     */
    void change(String id, Draft draft, @Nullable String password, boolean anew, @Nullable String startAt) {
        int changed = jdbc.sql("""
                        UPDATE pulled_source
                        SET name = :name, place = :place::jsonb, password = coalesce(:password, password),
                            mapping = :mapping, interval_s = :interval, run = NULL, next_at = now(), failures = 0,
                            start_at = CASE WHEN :anew THEN :start ELSE start_at END,
                            reached = CASE WHEN :anew THEN NULL ELSE reached END,
                            page_cursor = CASE WHEN :anew THEN NULL ELSE page_cursor END,
                            page_key = CASE WHEN :anew THEN NULL ELSE page_key END,
                            round_started_at = CASE WHEN :anew THEN NULL ELSE round_started_at END
                        WHERE id = :id
                        """)
                .param("name", draft.name())
                .param("place", JSON.writeValueAsString(draft.table()))
                .param("password", secrets.close(id, password), Types.BINARY)
                .param("mapping", draft.mapping())
                .param("interval", draft.intervalSeconds())
                .param("anew", anew)
                .param("start", startAt, Types.VARCHAR)
                .param("id", id)
                .update();
        assert changed <= 1;
    }

    /** The password that is kept of a source. */
    Optional<String> password(String id) {
        return jdbc.sql("SELECT password FROM pulled_source WHERE id = :id AND password IS NOT NULL")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .map(closed -> secrets.open(id, closed));
    }

    @Override
    public Optional<PulledSource> find(String id) {
        return jdbc.sql(SOURCES + " WHERE s.id = :id")
                .param("id", id)
                .query(PullStore::read)
                .optional();
    }

    @Override
    public List<PulledSource> all() {
        return jdbc.sql(SOURCES + " ORDER BY s.created_at DESC, s.id")
                .query(PullStore::read)
                .list();
    }

    /** Pauses or goes on. What is read at this moment is not counted any more. */
    @Override
    public void state(String id, SourceState state) {
        int changed = jdbc.sql("""
                        UPDATE pulled_source
                        SET state = :state, run = NULL, next_at = now(), failures = 0
                        WHERE id = :id
                        """).param("state", state.id()).param("id", id).update();
        assert changed <= 1;
    }

    /** From now on it is read from another point. */
    void replay(String id, @Nullable String startAt) {
        int changed = jdbc.sql("""
                        UPDATE pulled_source
                        SET start_at = :start, reached = NULL, page_cursor = NULL, page_key = NULL, round_started_at = NULL,
                            run = NULL, next_at = now(), failures = 0
                        WHERE id = :id
                        """).param("start", startAt).param("id", id).update();
        assert changed <= 1;
    }

    void delete(String id) {
        int deleted = jdbc.sql("DELETE FROM pulled_source WHERE id = :id")
                .param("id", id)
                .update();
        assert deleted <= 1;
    }

    /** Those whose time has come, the longest waiting first. */
    List<String> due() {
        return jdbc.sql("""
                        SELECT id FROM pulled_source WHERE state = 'active' AND next_at <= now() ORDER BY next_at, id
                        """).query(String.class).list();
    }

    /** Takes a source to read it; whoever read it before writes no more. Empty if it is paused, gone, or not due. */
    Optional<Claim> claim(String id, String run) {
        return jdbc.sql("""
                        UPDATE pulled_source s
                        SET run = :run
                        WHERE id = :id AND state = 'active' AND next_at <= now()
                        RETURNING s.*, (SELECT count(*) FROM pulled_rejection r WHERE r.source = s.id) AS rejected
                        """)
                .param("run", run)
                .param("id", id)
                .query((row, number) -> new Claim(
                        read(row, number),
                        run,
                        secrets.open(id, row.getBytes("password")),
                        new Position(
                                row.getString("start_at"),
                                row.getString("reached"),
                                row.getString("page_cursor"),
                                row.getString("page_key"),
                                SourceCells.moment(row, "round_started_at"))))
                .optional();
    }

    /**
     * What a page brought.
     *
     * @param read how many rows
     * @param changed how many facts came or changed
     * @param lag of the newest row; null for the one before
     */
    record Brought(long read, long changed, @Nullable Duration lag) {}

    /** Notes how far a source is read; false if somebody else has it now, and then nothing is noted. */
    boolean advance(Claim claim, Position position, Brought brought) {
        return jdbc.sql("""
                        UPDATE pulled_source
                        SET reached = :reached, page_cursor = :cursor, page_key = :key, round_started_at = :started,
                            read_rows = read_rows + :read, changed_facts = changed_facts + :changed,
                            last_lag_ms = coalesce(:lag, last_lag_ms), failures = 0
                        WHERE id = :id AND run = :run
                        """)
                        .param("reached", position.reached())
                        .param("cursor", position.pageCursor())
                        .param("key", position.pageKey())
                        .param("started", SourceCells.utc(position.roundStartedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("read", brought.read())
                        .param("changed", brought.changed())
                        .param("lag", SourceCells.millis(brought.lag()), Types.BIGINT)
                        .param("id", claim.source().id())
                        .param("run", claim.run())
                        .update()
                == 1;
    }

    /** Ends a run: at the end of a round, or in its middle to go on at once. */
    void rest(Claim claim, boolean roundEnded) {
        int changed = jdbc.sql("""
                        UPDATE pulled_source
                        SET run = NULL, failures = 0,
                            next_at = CASE WHEN :ended THEN now() + make_interval(secs => interval_s) ELSE now() END,
                            last_round_at = CASE WHEN :ended THEN now() ELSE last_round_at END
                        WHERE id = :id AND run = :run
                        """)
                .param("ended", roundEnded)
                .param("id", claim.source().id())
                .param("run", claim.run())
                .update();
        assert changed <= 1;
    }

    /** Notes why a source could not be read, and when it is tried again. */
    void failed(String id, String run, Trouble trouble, Duration wait) {
        int changed = jdbc.sql("""
                        UPDATE pulled_source
                        SET run = NULL, failures = failures + 1, next_at = now() + make_interval(secs => :seconds),
                            last_error = :error::jsonb, last_error_at = now()
                        WHERE id = :id AND run = :run
                        """)
                .param("seconds", wait.toMillis() / 1000.0)
                .param("error", trouble.json())
                .param("id", id)
                .param("run", run)
                .update();
        assert changed <= 1;
    }

    /** Notes a problem that does not keep the source from being read. */
    void note(String id, Trouble trouble) {
        int changed =
                jdbc.sql("""
                        UPDATE pulled_source SET last_error = :error::jsonb, last_error_at = now() WHERE id = :id
                        """).param("error", trouble.json()).param("id", id).update();
        assert changed <= 1;
    }

    private static PulledSource read(ResultSet row, int number) throws SQLException {
        return new PulledSource(
                row.getString("id"),
                row.getString("shop"),
                Kind.of(row.getString("kind")),
                row.getString("name"),
                JSON.readValue(row.getString("place"), TablePlace.class),
                row.getString("mapping"),
                row.getInt("interval_s"),
                SourceState.of(row.getString("state")),
                row.getString("run") != null || row.getString("page_cursor") != null,
                row.getInt("failures"),
                row.getTimestamp("next_at").toInstant(),
                row.getString("reached"),
                row.getLong("read_rows"),
                row.getLong("changed_facts"),
                row.getLong("rejected"),
                SourceCells.moment(row, "last_round_at"),
                SourceCells.whole(row, "last_lag_ms"),
                SourceCells.trouble(row, "last_error"),
                SourceCells.moment(row, "last_error_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }
}
