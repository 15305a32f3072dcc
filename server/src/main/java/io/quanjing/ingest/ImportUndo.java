package io.quanjing.ingest;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.ingest.contact.ContactLanding;
import io.quanjing.job.JobQueue;
import io.quanjing.job.JobWork;
import io.quanjing.job.Jobs;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Undone;
import io.quanjing.warehouse.Warehouse;
import io.quanjing.warehouse.WarehouseError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes imports back. The warehouse does so in one commit and knows afterwards that it did, so whoever is interrupted only has to ask again.
 */
public final class ImportUndo implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ImportUndo.class);

    /** Runs that are looked at for what they say of the same rows. */
    private static final int LATER_RUNS = 500;

    private final Warehouse warehouse;
    private final ImportStore store;
    private final SeenRuns seen;
    private final ContactLanding contacts;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;
    private final JobQueue<Undoing> jobs;

    ImportUndo(
            Warehouse warehouse,
            ImportStore store,
            SeenRuns seen,
            ContactLanding contacts,
            Audit audit,
            Jobs jobs,
            TransactionOperations transaction,
            InstantSource clock) {
        this.warehouse = warehouse;
        this.store = store;
        this.seen = seen;
        this.contacts = contacts;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.jobs = jobs.register("ingest.undo", Undoing.class, this::run);
    }

    /** An import that is to be taken back, for somebody. */
    record Undoing(String id, String by, String role, Set<String> shops) {}

    /**
     * A later import that has to do with one.
     *
     * @param id its id; null for events and webhooks, which are no imports
     * @param files its files
     * @param rows so many
     */
    public record Later(@Nullable String id, List<String> files, long rows) {}

    /**
     * What taking an import back would do.
     *
     * @param tables the rows by canonical table
     * @param contacts how many contacts go with them
     * @param staying imports that have replaced rows of it since; what they say stays
     * @param repeating imports that have found rows of these tables unchanged since. Where those were rows of this import they go too,
     *     although the later files have them: a row belongs to the import that brought it
     */
    public record Preview(
            Map<String, Undone.Counts> tables, long contacts, List<Later> staying, List<Later> repeating) {}

    /**
     * Says what taking an import back would do.
     *
     * @throws QuanjingException {@link IngestError#UNKNOWN_IMPORT}, {@link IngestError#NOTHING_TO_UNDO} or
     *     {@link IngestError#UNDONE_ALREADY}
     */
    public Preview preview(String id, Caller caller) {
        ImportRun run = kept(id, caller);
        Undone undone = warehouse.undoing(id);
        List<Later> staying = new ArrayList<>();
        undone.staying().forEach((load, rows) -> {
            ImportRun later = store.find(load).orElse(null);
            staying.add(later == null ? new Later(null, List.of(), rows) : new Later(later.id(), names(later), rows));
        });
        return new Preview(
                undone.tables(),
                contacts.undoing(id),
                staying,
                repeating(run, undone.tables().keySet()));
    }

    private List<Later> repeating(ImportRun run, Set<String> tables) {
        List<Later> repeating = new ArrayList<>();
        for (ImportRun later : store.newest(LATER_RUNS, Set.of(run.shop()))) {
            long unchanged = later.summary().facts().entrySet().stream()
                    .filter(entry -> tables.contains(entry.getKey()))
                    .mapToLong(entry -> entry.getValue().unchanged())
                    .sum();
            if (unchanged > 0
                    && later.state() == ImportRun.State.DONE
                    && later.startedAt().isAfter(run.startedAt())) {
                repeating.add(new Later(later.id(), names(later), unchanged));
            }
        }
        return repeating;
    }

    /** The names of the files, without the folders that they were landed in. */
    private static List<String> names(ImportRun run) {
        return run.files().stream()
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .toList();
    }

    private ImportRun kept(String id, Caller caller) {
        ImportRun run = seen.one(id, caller);
        if (run.state() == ImportRun.State.UNDOING || run.state() == ImportRun.State.UNDONE) {
            throw already(run);
        }
        if (!run.kept()) {
            throw new QuanjingException(
                    IngestError.NOTHING_TO_UNDO,
                    "The import " + id + " is " + run.state().id()
                            + ", and only one that has kept rows can be undone. Maybe wait for its end.",
                    Map.of("id", id));
        }
        return run;
    }

    private static QuanjingException already(ImportRun run) {
        ImportRun.Undo undo = run.undo();
        String by = undo == null ? "somebody" : undo.by();
        return new QuanjingException(
                IngestError.UNDONE_ALREADY,
                "The import " + run.id() + " was undone by " + by
                        + ", and it cannot be undone twice. Maybe import its files again to have its rows back.",
                Map.of("id", run.id(), "by", by));
    }

    /**
     * Takes an import back in the background; a crash does not stop it.
     *
     * @throws QuanjingException as {@link #preview}
     */
    void begin(String id, Caller caller) {
        ImportRun run = kept(id, caller);
        transaction.executeWithoutResult(status -> {
            claim(run, caller);
            enqueue(new Undoing(id, caller.name(), caller.role().name(), caller.shops()));
        });
    }

    private void claim(ImportRun run, Caller caller) {
        if (!store.undoing(run, new ImportRun.Undo(caller.name(), clock.instant(), null, null))) {
            throw already(store.find(run.id()).orElse(run));
        }
    }

    private void enqueue(Undoing undoing) {
        if (!jobs.enqueue(undoing.id(), undoing)) {
            LOG.debug("The import {} is on its way back already.", undoing.id());
        }
    }

    /**
     * Takes an import back and returns when the figures show it; goes on with one that was interrupted.
     *
     * @return what happened, by canonical table
     * @throws QuanjingException as {@link #preview}, or what the warehouse refuses; then nothing has changed
     */
    public Map<String, Undone.Counts> run(String id, Caller caller) {
        ImportRun run = seen.one(id, caller);
        if (run.state() != ImportRun.State.UNDOING) {
            claim(kept(id, caller), caller);
        }
        return run(run, caller, clock.instant());
    }

    private void run(Undoing undoing) {
        ImportRun run = store.find(undoing.id()).orElse(null);
        if (run == null || run.state() != ImportRun.State.UNDOING) {
            return;
        }
        Instant askedAt = run.undo() == null ? clock.instant() : run.undo().askedAt();
        Caller caller = new Caller(undoing.by(), Role.valueOf(undoing.role()), undoing.shops());
        try {
            Map<String, Undone.Counts> tables = run(run, caller, askedAt);
            LOG.info("The import {} was undone for {}: {}", undoing.id(), undoing.by(), tables);
        } catch (QuanjingException e) {
            if (mayBeThrough(e)) {
                throw new JobWork.NotYet(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private Map<String, Undone.Counts> run(ImportRun run, Caller caller, Instant askedAt) {
        String id = run.id();
        Map<String, Undone.Counts> tables;
        try {
            tables = warehouse.undo(id).tables();
        } catch (QuanjingException e) {
            if (mayBeThrough(e)) {
                throw e;
            }
            if (e.errorCode() != WarehouseError.UNDONE_ALREADY) {
                ImportRun.Failure failure =
                        new ImportRun.Failure(e.errorCode().code(), String.valueOf(e.getMessage()), e.arguments());
                store.undone(id, new ImportRun.Undo(caller.name(), askedAt, null, failure));
                throw e;
            }
            // A process did it and ended before it could write that down; what it counted is lost.
            tables = Map.of();
        }
        Map<String, Undone.Counts> counted = tables;
        transaction.executeWithoutResult(status -> {
            contacts.undo(id, run.shop());
            store.undone(id, new ImportRun.Undo(caller.name(), askedAt, counted, null));
        });
        audit.record(
                caller,
                ImportAction.IMPORT_UNDONE,
                id,
                Map.of(
                        "removed",
                        tables.values().stream()
                                .mapToLong(Undone.Counts::removed)
                                .sum(),
                        "restored",
                        tables.values().stream()
                                .mapToLong(Undone.Counts::restored)
                                .sum()));
        return tables;
    }

    /** A warehouse of several parts may have taken the order and not answered any more; asking again tells. */
    static boolean mayBeThrough(QuanjingException e) {
        return e.errorCode() == WarehouseError.UNAVAILABLE || e.errorCode() == WarehouseError.BUSY;
    }

    /** What the command line left that ended in the middle; the jobs of a server survive it by themselves. */
    @Override
    public void afterSingletonsInstantiated() {
        for (ImportRun run : store.undoing()) {
            ImportRun.Undo undo = run.undo();
            enqueue(new Undoing(
                    run.id(), undo == null ? run.by() : undo.by(), Role.OPERATOR.name(), Set.of(run.shop())));
        }
    }
}
