package io.quanjing.ingest.quality;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What imports and webhooks wrote down of themselves. */
final class RunStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient database;

    RunStore(JdbcClient database) {
        this.database = database;
    }

    /** Columns of the last two imports of a kind of file into a shop. */
    record Headers(
            String shop,
            String source,
            String kind,
            String file,
            List<String> now,
            List<String> before,
            Instant nowAt,
            Instant beforeAt) {}

    /**
     * What was read and rejected.
     *
     * @param part the name of a webhook's source; empty for files
     * @param read rows of files or deliveries
     * @param repeated facts that were known before, and the same
     */
    record Rejections(String shop, String source, String part, long read, long rejected, long repeated) {}

    /** A file of a run that kept its rows, against the one before of the same kind; the widest stands for the files of one run. */
    List<Headers> headers() {
        return database.sql("""
                        WITH told AS (
                            SELECT DISTINCT ON (r.shop, h.source, h.kind, h.run)
                                r.shop, h.source, h.kind, h.run, h.file, h.columns, r.started_at
                            FROM import_header h JOIN import_run r ON r.id = h.run
                            WHERE r.state = 'done'
                            ORDER BY r.shop, h.source, h.kind, h.run, jsonb_array_length(h.columns) DESC, h.file
                        ),
                        ordered AS (
                            SELECT *, row_number() OVER w AS newest, lead(columns) OVER w AS before_columns,
                                lead(started_at) OVER w AS before_at
                            FROM told
                            WINDOW w AS (PARTITION BY shop, source, kind ORDER BY started_at DESC, run)
                        )
                        SELECT shop, source, kind, file, columns, before_columns, started_at, before_at
                        FROM ordered
                        WHERE newest = 1 AND before_columns IS NOT NULL
                        ORDER BY shop, source, kind
                        """)
                .query((row, n) -> new Headers(
                        row.getString("shop"),
                        row.getString("source"),
                        row.getString("kind"),
                        row.getString("file"),
                        texts(row, "columns"),
                        texts(row, "before_columns"),
                        moment(row, "started_at"),
                        moment(row, "before_at")))
                .list();
    }

    /** Rows of imports since a moment, by the source of their files; a run of several sources counts for each of them. */
    List<Rejections> imports(Instant since) {
        return database.sql("""
                        SELECT r.shop, s.source, '' AS part,
                            sum((r.summary->>'read')::bigint) AS read, sum((r.summary->>'rejected')::bigint) AS rejected,
                            coalesce(sum((SELECT sum((f.value->>'unchanged')::bigint) FROM jsonb_each(r.summary->'facts') f)), 0)
                                AS repeated
                        FROM import_run r
                        JOIN (SELECT DISTINCT run, source FROM import_header) s ON s.run = r.id
                        WHERE r.state = 'done' AND r.finished_at >= :since
                        GROUP BY r.shop, s.source
                        """)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(RunStore::rejections)
                .list();
    }

    /** Whether an import has kept rows since a moment. */
    boolean endedSince(Instant since) {
        return database.sql("""
                        SELECT count(*)
                        FROM import_run
                        WHERE state = 'done' AND finished_at >= :since
                        """)
                        .param("since", since.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Deliveries of webhooks since a moment. */
    List<Rejections> deliveries(Instant since) {
        return database.sql("""
                        SELECT s.shop, s.kind AS source, s.name AS part, count(*) AS read,
                            count(*) FILTER (WHERE d.state = 'rejected') AS rejected, 0 AS repeated
                        FROM webhook_source s
                        JOIN webhook_delivery d ON d.source = s.id
                        WHERE d.received_at >= :since AND d.state <> 'waiting'
                        GROUP BY s.shop, s.kind, s.name
                        """)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(RunStore::rejections)
                .list();
    }

    private static Rejections rejections(ResultSet row, int number) throws SQLException {
        return new Rejections(
                row.getString("shop"),
                row.getString("source"),
                row.getString("part"),
                row.getLong("read"),
                row.getLong("rejected"),
                row.getLong("repeated"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return JSON.readValue(row.getString(column), new TypeReference<List<String>>() {});
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
