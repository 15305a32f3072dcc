package io.quanjing.ingest;

import io.quanjing.job.Jobs;
import io.quanjing.job.Replicas;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Ends the imports that their process did not. At the start of a process these are the ones under its own id, since a data folder has one process
 * at a time; those of another replica only when it has been silent for longer than a restart takes. What they staged is gone with their process,
 * unless it was committed just before.
 */
final class ImportRecovery implements SmartInitializingSingleton {

    /** Longer than it takes to take over the job of a dead replica, which may begin the import again. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(ImportRecovery.class);

    private final ImportStore store;
    private final InterruptedRuns interrupted;
    private final ImportQueue queue;
    private final Replicas replicas;

    ImportRecovery(ImportStore store, InterruptedRuns interrupted, ImportQueue queue, Replicas replicas, Jobs jobs) {
        this.store = store;
        this.interrupted = interrupted;
        this.queue = queue;
        this.replicas = replicas;
        jobs.everywhere("ingest.recover-imports", LOOK, this::recoverThoseOfOthers);
    }

    @Override
    public void afterSingletonsInstantiated() {
        recover(run -> run.replica() == null || run.replica().equals(replicas.self()));
        queue.sweep();
    }

    void recoverThoseOfOthers() {
        recover(run -> run.replica() != null
                && !run.replica().equals(replicas.self())
                && replicas.silent(run.replica(), SILENCE));
    }

    private void recover(Predicate<ImportRun> dead) {
        for (ImportRun run : store.running()) {
            if (dead.test(run)) {
                interrupted
                        .end(run)
                        .ifPresent(failure ->
                                LOG.warn("The import {} of {}: {}", run.id(), run.files(), failure.message()));
            }
        }
    }
}
