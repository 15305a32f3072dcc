package io.quanjing.ingest;

import io.quanjing.ingest.contact.ContactLanding;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** Ends runs whose process did not, or could not: what waits of them is kept if the warehouse has kept their facts. */
final class InterruptedRuns {

    private final ImportStore store;
    private final KeptLoadStore loads;
    private final ContactLanding contacts;
    private final TransactionOperations transaction;

    InterruptedRuns(
            ImportStore store, KeptLoadStore loads, ContactLanding contacts, TransactionOperations transaction) {
        this.store = store;
        this.loads = loads;
        this.contacts = contacts;
        this.transaction = transaction;
    }

    /** What is told about the run; empty if it has ended or is somebody else's by now. */
    Optional<ImportRun.Failure> end(ImportRun run) {
        return end(run, ImportQueue.interrupted());
    }

    /**
     * Ends a run.
     *
     * @param lost what is told if nothing of it was kept
     * @return what is told about the run; empty if it has ended or is somebody else's by now
     * @throws io.quanjing.kernel.QuanjingException if the warehouse cannot tell now; then nothing has changed
     */
    Optional<ImportRun.Failure> end(ImportRun run, ImportRun.Failure lost) {
        boolean kept = loads.has(run.id());
        ImportRun.Failure failure = kept ? ImportQueue.interruptedAfterCommit() : lost;
        boolean ended = Boolean.TRUE.equals(transaction.execute(status -> end(run, kept, failure)));
        return Optional.of(failure).filter(told -> ended);
    }

    private boolean end(ImportRun run, boolean kept, ImportRun.Failure failure) {
        if (!store.interrupted(run, failure)) {
            return false;
        }
        if (kept) {
            contacts.takeEffect(run.id(), run.shop());
        } else {
            contacts.drop(run.id());
        }
        return true;
    }
}
