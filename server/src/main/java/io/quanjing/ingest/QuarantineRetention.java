package io.quanjing.ingest;

import io.quanjing.job.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes rejected rows after some days, because they hold names, numbers and addresses as the files had them. */
final class QuarantineRetention {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineRetention.class);

    private final Path folder;
    private final int days;
    private final InstantSource clock;

    QuarantineRetention(Path landing, int days, InstantSource clock) {
        this.folder = Quarantine.folder(landing);
        this.days = days;
        this.clock = clock;
    }

    void schedule(Jobs jobs) {
        jobs.everywhere("ingest.sweep-quarantine", Duration.ofHours(1), this::sweep);
    }

    /** Deletes what is older; what cannot be deleted now is tried again with the next sweep. */
    void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant oldest = clock.instant().minus(Duration.ofDays(days));
        int deleted = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    deleted += Files.deleteIfExists(file) ? 1 : 0;
                }
            }
        } catch (IOException e) {
            LOG.warn("Rejected rows in {} that are older than {} days cannot be deleted.", folder, days, e);
        }
        if (deleted > 0) {
            LOG.info("Deleted the rejected rows of {} imports, older than {} days.", deleted, days);
        }
    }

    /** Whether a run rejected rows that are deleted by now. */
    static boolean gone(Path landing, ImportRun run) {
        return run.summary().rejected() > 0 && !Files.exists(Quarantine.path(landing, run.id()));
    }
}
