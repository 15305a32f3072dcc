package io.quanjing.ingest;

import io.quanjing.job.Jobs;
import io.quanjing.job.Replicas;
import io.quanjing.kernel.QuanjingException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Ends the imports that their process did not. At the start of a process these are the ones under its own id, since a data folder has one process
 * at a time; those of another replica only when it has been silent for longer than a restart takes. What they staged is gone with their process,
 * unless it was committed just before. The ones of this process that the warehouse has not answered are asked for until it does.
 */
final class ImportRecovery implements SmartInitializingSingleton {

    /** Longer than it takes to take over the job of a dead replica, which may begin the import again. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(ImportRecovery.class);

    private final ImportStore store;
    private final InterruptedRuns interrupted;
    private final ImportQueue queue;
    private final ImportRunner runner;
    private final Replicas replicas;
    /** Runs by id, and how often they were begun when the warehouse could not tell what became of them. */
    private final Map<String, Integer> left = new ConcurrentHashMap<>();

    ImportRecovery(
            ImportStore store,
            InterruptedRuns interrupted,
            ImportQueue queue,
            ImportRunner runner,
            Replicas replicas,
            Jobs jobs) {
        this.store = store;
        this.interrupted = interrupted;
        this.queue = queue;
        this.runner = runner;
        this.replicas = replicas;
        jobs.everywhere("ingest.recover-imports", LOOK, this::look);
    }

    @Override
    public void afterSingletonsInstantiated() {
        recover(this::own);
        queue.sweep();
    }

    /** Ends what others left, and what nobody could end before. */
    void look() {
        recover(run -> own(run) ? open(run) : silent(run));
    }

    private boolean own(ImportRun run) {
        return run.replica() == null || run.replica().equals(replicas.self());
    }

    private boolean silent(ImportRun run) {
        return run.replica() != null && replicas.silent(run.replica(), SILENCE);
    }

    /** Whether nobody works on a run of this process, since it waits for the warehouse alone. */
    private boolean open(ImportRun run) {
        return runner.undecided(run.id()) != null || Objects.equals(left.get(run.id()), run.attempts());
    }

    private void recover(Predicate<ImportRun> dead) {
        boolean answered = true;
        for (ImportRun run : store.running()) {
            if (dead.test(run)) {
                // What it cannot tell of one run it cannot of the next.
                answered = answered && recover(run);
                if (!answered) {
                    left.put(run.id(), run.attempts());
                }
            }
        }
    }

    /** False if the warehouse cannot tell now. */
    private boolean recover(ImportRun run) {
        ImportRun.Failure lost = runner.undecided(run.id());
        try {
            (lost == null ? interrupted.end(run) : interrupted.end(run, lost))
                    .ifPresent(
                            failure -> LOG.warn("The import {} of {}: {}", run.id(), run.files(), failure.message()));
        } catch (QuanjingException e) {
            LOG.warn("What became of the import {} is asked again: {}", run.id(), e.getMessage());
            return false;
        }
        left.remove(run.id());
        runner.decided(run.id());
        return true;
    }
}
