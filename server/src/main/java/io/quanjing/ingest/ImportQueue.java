package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.job.JobQueue;
import io.quanjing.job.JobWork;
import io.quanjing.job.Jobs;
import io.quanjing.job.Replicas;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Uploaded files on their way through the background. The files of a run lie in a folder of their own under the landing folder until the run
 * has ended. A run that the end of its process cut off is begun again once, by another replica that has the files; where there is none, it is
 * shown as failed, with whether its rows were kept.
 */
final class ImportQueue {

    /** Taking in an upload takes less. */
    private static final Duration UPLOADING = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(ImportQueue.class);

    private final ImportRunner runner;
    private final ImportStore store;
    private final KeptLoadStore loads;
    private final InterruptedRuns interrupted;
    /** A replica that was silent for so long does not finish the run that it had: its job was taken over after less. */
    private static final Duration DEAD = Duration.ofSeconds(10);

    private static final int MOST_ATTEMPTS = 2;

    private final ImportLanding landing;
    private final Replicas replicas;
    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private final JobQueue<Upload> jobs;
    private final TransactionOperations transaction;

    ImportQueue(
            ImportRunner runner,
            ImportStore store,
            KeptLoadStore loads,
            InterruptedRuns interrupted,
            ImportLanding landing,
            Jobs jobs,
            Replicas replicas,
            TransactionOperations transaction) {
        this.runner = runner;
        this.store = store;
        this.loads = loads;
        this.interrupted = interrupted;
        this.transaction = transaction;
        this.landing = landing;
        this.replicas = replicas;
        this.jobs = jobs.register("ingest.import", Upload.class, this::run);
    }

    /**
     * An upload that waits. The files are numbered folders with one file or folder each, so that equal names do not meet.
     *
     * @param mends the run whose rejected rows they are, or null
     */
    record Upload(
            String id,
            String format,
            String shop,
            @Nullable String mapping,
            List<String> files,
            String by,
            String role,
            Set<String> shops,
            @Nullable String mends) {}

    /** The folder that an upload's files are to be put in. */
    Path folder(String id) {
        return landing.folder().resolve("upload").resolve(id);
    }

    /** Takes over files that lie in the upload's folder, named relative to it. */
    void enqueue(Upload upload) {
        long bytes = 0;
        try {
            for (String file : upload.files()) {
                bytes += size(folder(upload.id()).resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> names = upload.files().stream()
                .map(f -> f.substring(f.indexOf('/') + 1))
                .toList();
        long size = bytes;
        // Together, so that no run is shown as queued that nobody will ever begin.
        transaction.executeWithoutResult(status -> {
            store.queued(upload.id(), upload.format(), upload.shop(), names, size, upload.by());
            if (upload.mends() != null) {
                store.mends(upload.id(), upload.mends());
            }
            if (!jobs.enqueue(upload.id(), upload)) {
                throw new IllegalStateException("The import " + upload.id() + " is queued already.");
            }
        });
    }

    private static long size(Path path) throws IOException {
        long bytes = 0;
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private void run(Upload upload) {
        ImportRun known = store.find(upload.id()).orElse(null);
        if (known == null || !mayBegin(known)) {
            drop(upload.id());
            return;
        }
        if (!store.claim(known)) {
            throw new JobWork.NotYet("another replica has begun the import " + upload.id());
        }
        active.add(upload.id());
        try {
            runHere(upload);
        } finally {
            active.remove(upload.id());
        }
    }

    /** False when the run has ended, which this may write down. */
    private boolean mayBegin(ImportRun run) {
        boolean here = Files.isDirectory(folder(run.id()));
        switch (run.state()) {
            case DONE, FAILED, UNDOING, UNDONE -> {
                return false;
            }
            case QUEUED -> {
                if (here) {
                    return true;
                }
                String owner = run.replica();
                if (owner != null
                        && !owner.equals(replicas.self())
                        && !replicas.silent(owner, ImportRecovery.SILENCE)) {
                    throw new JobWork.NotYet("the files of the import " + run.id() + " lie on the replica " + owner);
                }
            }
            case RUNNING -> {
                String owner = run.replica();
                boolean dead = owner == null
                        || (owner.equals(replicas.self()) ? !active.contains(run.id()) : replicas.silent(owner, DEAD));
                if (!dead) {
                    throw new JobWork.NotYet("the replica " + owner + " works on the import " + run.id());
                }
                if (here && run.attempts() < MOST_ATTEMPTS && !loads.has(run.id())) {
                    LOG.info("The import {} of the replica {}, which is away, is begun again.", run.id(), owner);
                    return true;
                }
            }
        }
        interrupted
                .end(run)
                .ifPresent(failure -> LOG.warn("The import {} is not begun again: {}", run.id(), failure.message()));
        return false;
    }

    private void runHere(Upload upload) {
        Path folder = folder(upload.id());
        String mapping = upload.mapping();
        FileImport.Request request = new FileImport.Request(
                upload.format(),
                mapping == null ? null : folder.resolve(mapping),
                upload.shop(),
                upload.files().stream().map(folder::resolve).toList(),
                new Caller(upload.by(), Role.valueOf(upload.role()), upload.shops()));
        try {
            ImportSummary summary = runner.run(upload.id(), request, progress -> {});
            LOG.info(
                    "Imported {} rows of {} for the shop {}, {} rejected.",
                    summary.accepted(),
                    upload.format(),
                    upload.shop(),
                    summary.rejected());
        } catch (QuanjingException e) {
            LOG.info("The import {} failed: {}", upload.id(), e.getMessage());
        } finally {
            drop(upload.id());
        }
    }

    static ImportRun.Failure interrupted() {
        return new ImportRun.Failure(
                IngestError.INTERRUPTED.code(),
                "The process ended while the import ran; nothing of it was kept. Import the files again.",
                Map.of());
    }

    static ImportRun.Failure interruptedAfterCommit() {
        return new ImportRun.Failure(
                IngestError.INTERRUPTED_AFTER_COMMIT.code(),
                "The import was cut off after its rows were kept and before their counts were written down."
                        + " Importing the files again changes nothing and gives the counts.",
                Map.of());
    }

    /** Deletes what lies where uploads land and no waiting run has: what a process left that ended while it took an upload in. */
    void sweep() {
        Path uploads = landing.folder().resolve("upload");
        if (!Files.isDirectory(uploads)) {
            return;
        }
        Instant oldest = Instant.now().minus(UPLOADING);
        try (Stream<Path> children = Files.list(uploads)) {
            for (Path child : children.toList()) {
                String id = String.valueOf(child.getFileName());
                // Where replicas share the folder, one may be at it, or take in what no run knows of yet.
                boolean needed = store.find(id)
                        .map(run -> run.state() == ImportRun.State.QUEUED || run.state() == ImportRun.State.RUNNING)
                        .orElse(landing.shared()
                                && Files.getLastModifiedTime(child).toInstant().isAfter(oldest));
                if (!needed) {
                    drop(id);
                }
            }
        } catch (IOException e) {
            LOG.warn("What earlier uploads left in {} cannot be listed.", uploads, e);
        }
    }

    void drop(String id) {
        Path folder = folder(id);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("The uploaded files in {} cannot be deleted.", folder, e);
        }
    }
}
