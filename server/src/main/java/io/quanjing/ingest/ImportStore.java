package io.quanjing.ingest;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The imports in the operational database. */
final class ImportStore implements ImportLog {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Runs, each with the newest one that took its rejected rows in once more; one that failed or was taken back did not. */
    private static final String RUN = """
            select run.*, mending.id as mended_by
            from import_run run
            left join lateral (
                select later.id
                from import_run later
                where later.mends = run.id and later.state in ('queued', 'running', 'done', 'undoing')
                order by later.started_at desc
                limit 1
            ) mending on true
            """;

    private final JdbcClient database;
    private final InstantSource clock;
    private final String replica;

    /**
     * Writes runs down as those of a replica.
     *
     * @param replica the id of this process
     */
    ImportStore(JdbcClient database, InstantSource clock, String replica) {
        this.database = database;
        this.clock = clock;
        this.replica = replica;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    void queued(String id, String format, String shop, List<String> files, long bytesTotal, String by) {
        begin(id, ImportRun.State.QUEUED, format, shop, files, bytesTotal, by);
    }

    /** Says whose rejected rows a run takes in once more. */
    void mends(String id, String mended) {
        int rows = database.sql("update import_run set mends = :mended where id = :id")
                .param("mended", mended)
                .param("id", id)
                .update();
        check(rows, id);
    }

    @Override
    public void running(String id, String format, String shop, List<String> files, long bytesTotal, String by) {
        begin(id, ImportRun.State.RUNNING, format, shop, files, bytesTotal, by);
    }

    private void begin(
            String id,
            ImportRun.State state,
            String format,
            String shop,
            List<String> files,
            long bytesTotal,
            String by) {
        int rows = database.sql("""
                        insert into import_run
                            (id, state, format, shop, files, bytes_total, created_by, started_at, replica)
                        values (:id, :state, :format, :shop, :files::jsonb, :bytes, :by, :now, :replica)
                        on conflict (id) do update
                        set state = excluded.state, format = excluded.format, shop = excluded.shop,
                            bytes_total = excluded.bytes_total,
                            replica = excluded.replica
                        """)
                .param("id", id)
                .param("state", state.id())
                .param("format", format)
                .param("shop", shop)
                .param("files", JSON.writeValueAsString(files))
                .param("bytes", bytesTotal)
                .param("by", by)
                .param("now", now())
                .param("replica", replica)
                .update();
        check(rows, id);
    }

    /** Takes a run that waits, or that a silent replica left; false if somebody else was quicker. */
    boolean claim(ImportRun run) {
        return database.sql("""
                        update import_run
                        set state = 'running', replica = :replica, attempts = attempts + 1
                        where id = :id and state = :state and attempts = :attempts
                        """)
                        .param("replica", replica)
                        .param("id", run.id())
                        .param("state", run.state().id())
                        .param("attempts", run.attempts())
                        .update()
                == 1;
    }

    /** Ends a run whose replica did not; false if it has ended or is somebody else's by now. */
    boolean interrupted(ImportRun run, ImportRun.Failure failure) {
        return database.sql("""
                        update import_run
                        set state = 'failed', error = :error::jsonb, summary = null, finished_at = :now
                        where id = :id and state = :state and attempts = :attempts
                            and replica is not distinct from :replica
                        """)
                        .param("id", run.id())
                        .param("state", run.state().id())
                        .param("attempts", run.attempts())
                        .param("replica", run.replica())
                        .param("error", JSON.writeValueAsString(failure))
                        .param("now", now())
                        .update()
                == 1;
    }

    @Override
    public void headers(String id, List<FileHeader> headers) {
        for (FileHeader header : headers) {
            int rows = database.sql("""
                            insert into import_header (run, file, source, kind, columns)
                            values (:run, :file, :source, :kind, :columns::jsonb)
                            on conflict (run, file) do nothing
                            """)
                    .param("run", id)
                    .param("file", header.file())
                    .param("source", header.source())
                    .param("kind", header.kind())
                    .param("columns", JSON.writeValueAsString(header.columns()))
                    .update();
            // A run that was begun anew has told them before.
            assert rows <= 1;
        }
    }

    @Override
    public void progressed(String id, FileImport.Progress progress) {
        ImportSummary soFar = ImportSummary.begun(id, progress.rowsRead());
        int rows = database.sql("""
                        update import_run
                        set bytes_done = :done, bytes_total = :total, summary = :summary::jsonb
                        where id = :id
                        """)
                .param("id", id)
                .param("done", progress.bytesDone())
                .param("total", progress.bytesTotal())
                .param("summary", JSON.writeValueAsString(soFar))
                .update();
        check(rows, id);
    }

    @Override
    public void done(ImportSummary summary, String shop, long bytes) {
        int rows = database.sql("""
                        update import_run
                        set state = 'done', shop = :shop, bytes_done = :bytes, bytes_total = :bytes,
                            summary = :summary::jsonb, finished_at = :now
                        where id = :id
                        """)
                .param("id", summary.id())
                .param("shop", shop)
                .param("bytes", bytes)
                .param("summary", JSON.writeValueAsString(summary))
                .param("now", now())
                .update();
        check(rows, summary.id());
    }

    @Override
    public void failed(String id, ImportRun.Failure failure) {
        int rows = database.sql("""
                        update import_run
                        set state = 'failed', error = :error::jsonb, summary = null, finished_at = :now
                        where id = :id
                        """)
                .param("id", id)
                .param("error", JSON.writeValueAsString(failure))
                .param("now", now())
                .update();
        check(rows, id);
    }

    private static void check(int rows, String id) {
        if (rows != 1) {
            throw new IllegalStateException("The import " + id + " is not in the database.");
        }
    }

    /** Sets a run that was kept on its way back; false if it is there already. */
    boolean undoing(ImportRun run, ImportRun.Undo undo) {
        return database.sql("""
                        update import_run
                        set state = 'undoing', undo = :undo::jsonb
                        where id = :id and state = :state
                        """)
                        .param("id", run.id())
                        .param("state", run.state().id())
                        .param("undo", JSON.writeValueAsString(undo))
                        .update()
                == 1;
    }

    /** Ends the way back of a run: what it brought is no more, or nothing has changed if there is an error. */
    void undone(String id, ImportRun.Undo undo) {
        int rows = database.sql("""
                        update import_run
                        set undo = :undo::jsonb,
                            state = case when not :failed then 'undone' when error is null then 'done' else 'failed' end
                        where id = :id and state = 'undoing'
                        """)
                .param("id", id)
                .param("failed", undo.error() != null)
                .param("undo", JSON.writeValueAsString(undo))
                .update();
        check(rows, id);
    }

    /** The runs on their way back. */
    List<ImportRun> undoing() {
        return database.sql(RUN + " where run.state = 'undoing'")
                .query((row, number) -> run(row))
                .list();
    }

    /** The runs that say they are running, wherever. */
    List<ImportRun> running() {
        return database.sql(RUN + " where run.state = 'running'")
                .query((row, number) -> run(row))
                .list();
    }

    Optional<ImportRun> find(String id) {
        return database.sql(RUN + " where run.id = :id")
                .param("id", id)
                .query((row, number) -> run(row))
                .optional();
    }

    /**
     * The newest runs first.
     *
     * @param shops names and ids of the shops whose runs are wanted; empty means all
     */
    List<ImportRun> newest(int limit, Set<String> shops) {
        return database.sql(RUN + """

                        where :all or lower(run.shop) = any(:shops)
                        order by run.started_at desc, run.id
                        limit :limit
                        """)
                .param("all", shops.isEmpty())
                .param(
                        "shops",
                        shops.stream()
                                .map(shop -> shop.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .param("limit", limit)
                .query((row, number) -> run(row))
                .list();
    }

    private static ImportRun run(java.sql.ResultSet row) throws java.sql.SQLException {
        String id = row.getString("id");
        String summary = row.getString("summary");
        String error = row.getString("error");
        String undo = row.getString("undo");
        return new ImportRun(
                id,
                ImportRun.State.of(row.getString("state")),
                row.getString("format"),
                row.getString("shop"),
                JSON.readValue(row.getString("files"), new TypeReference<List<String>>() {}),
                row.getLong("bytes_done"),
                row.getLong("bytes_total"),
                summary == null ? ImportSummary.begun(id, 0) : JSON.readValue(summary, ImportSummary.class),
                error == null ? null : JSON.readValue(error, ImportRun.Failure.class),
                row.getString("created_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getString("replica"),
                row.getInt("attempts"),
                row.getString("mends"),
                row.getString("mended_by"),
                undo == null ? null : JSON.readValue(undo, ImportRun.Undo.class));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
