package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.ingest.ImportQueue.Upload;
import io.quanjing.job.Replicas;
import io.quanjing.kernel.QuanjingException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rejected rows of imports, over HTTP: shown, handed out, and taken in again when they are mended. */
@RestController
@RequestMapping("/api/imports")
final class QuarantineController {

    private static final int MOST = 500;
    private static final int MOST_CHARACTERS = 1_000_000;

    private final SeenRuns seen;
    private final ImportQueue queue;
    private final Formats formats;
    private final ImportLanding landing;
    private final Replicas replicas;
    private final ImportSettings settings;

    QuarantineController(
            SeenRuns seen,
            ImportQueue queue,
            Formats formats,
            ImportLanding landing,
            Replicas replicas,
            ImportSettings settings) {
        this.seen = seen;
        this.queue = queue;
        this.formats = formats;
        this.landing = landing;
        this.replicas = replicas;
        this.settings = settings;
    }

    /**
     * A mended row.
     *
     * @param row its place among the rejected rows
     * @param cells all of its cells, in the columns of its file
     */
    record Mended(long row, List<String> cells) {

        Mended {
            cells = List.copyOf(cells);
        }
    }

    /** The rows that were mended; the others are tried again as they are, since they may belong to the same orders. */
    record Retry(List<Mended> rows) {

        Retry {
            rows = List.copyOf(rows);
        }
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}/quarantine")
    QuarantineReader.Page quarantine(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") long offset,
            Caller caller) {
        return kept(seen.one(id, caller)).page(Math.max(offset, 0), Math.clamp(limit, 1, MOST));
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}/quarantine.csv")
    void quarantineCsv(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String file,
            Caller caller,
            HttpServletResponse response)
            throws IOException {
        ImportRun run = seen.one(id, caller);
        QuarantineReader rows = kept(run);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"quarantine-" + run.id() + ".csv\"");
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            rows.csv(out, file);
        }
    }

    /** Takes all rejected rows in once more, as a run of its own. */
    @RequiresRole(Role.OPERATOR)
    @PostMapping("/{id}/quarantine/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportController.Accepted retry(@PathVariable String id, @RequestBody Retry retry, Caller caller) {
        ImportRun run = seen.one(id, caller);
        requireMendable(run);
        Map<Long, List<String>> mended = mended(retry);
        // A run of several formats recognises its files again. One with a mapping file of its own cannot: nobody has
        // kept it.
        String format = run.format().contains("+") ? FileImport.RECOGNISED : run.format();
        Recogniser ignored = formats.of(format, null);
        String next = ImportRunner.newId();
        try {
            List<String> files = kept(run).files(queue.folder(next), mended);
            queue.enqueue(new Upload(
                    next,
                    format,
                    run.shop(),
                    null,
                    files,
                    caller.name(),
                    caller.role().name(),
                    caller.shops(),
                    run.id()));
            return new ImportController.Accepted(next);
        } catch (IOException e) {
            queue.drop(next);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            queue.drop(next);
            throw e;
        }
    }

    private static void requireMendable(ImportRun run) {
        if (run.mendedBy() != null) {
            throw new QuanjingException(
                    IngestError.MENDED_ALREADY,
                    "The rejected rows of the import " + run.id() + " were taken in again by the import "
                            + run.mendedBy() + ". Maybe mend what that one rejected.",
                    Map.of("id", run.id(), "by", run.mendedBy()));
        }
        if (run.state() != ImportRun.State.DONE || run.summary().rejected() == 0) {
            throw new QuanjingException(
                    IngestError.NOTHING_TO_MEND,
                    "The import " + run.id() + " is " + run.state().id() + " with "
                            + run.summary().rejected()
                            + " rejected rows, and only rejected rows of a run that is done can be mended.",
                    Map.of("id", run.id()));
        }
    }

    private static Map<Long, List<String>> mended(Retry retry) {
        Map<Long, List<String>> mended = new HashMap<>();
        long characters = 0;
        for (Mended row : retry.rows()) {
            characters += row.cells().stream().mapToLong(String::length).sum();
            mended.put(row.row(), row.cells());
        }
        if (retry.rows().size() > MOST || characters > MOST_CHARACTERS) {
            throw new QuanjingException(
                    IngestError.UPLOAD_TOO_LARGE,
                    "There are " + retry.rows().size() + " mended rows with " + characters
                            + " characters, and the page may send " + MOST + " with " + MOST_CHARACTERS
                            + ". Maybe download the rows and mend them in a spreadsheet.",
                    Map.of("bytes", characters, "limit", MOST_CHARACTERS));
        }
        return mended;
    }

    /** Empty rows would say that nothing was rejected. */
    private QuarantineReader kept(ImportRun run) {
        if (QuarantineRetention.gone(landing.folder(), run)) {
            if (!landing.shared() && run.replica() != null && !run.replica().equals(replicas.self())) {
                throw new QuanjingException(
                        IngestError.QUARANTINE_ELSEWHERE,
                        "The " + run.summary().rejected()
                                + " rejected rows of the import lie in the data folder of another"
                                + " replica. Maybe set quanjing.ingest.import.landing to a folder that all replicas share.",
                        Map.of("rejected", run.summary().rejected()));
            }
            throw new QuanjingException(
                    IngestError.QUARANTINE_GONE,
                    "The " + run.summary().rejected() + " rejected rows of the import are deleted: they are kept for "
                            + settings.quarantineDays() + " days. Maybe import the files again.",
                    Map.of("rejected", run.summary().rejected(), "days", settings.quarantineDays()));
        }
        return new QuarantineReader(landing.folder(), run.id());
    }
}
