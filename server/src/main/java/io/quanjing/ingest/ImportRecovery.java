package io.quanjing.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Ends the imports that an earlier process did not. The embedded warehouse has one owner, so that nobody else can still be at them when a
 * process starts; what they staged is gone with that process, unless it was committed just before.
 */
final class ImportRecovery implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRecovery.class);

    private final ImportStore store;
    private final KeptLoadStore loads;
    private final ImportQueue queue;

    ImportRecovery(ImportStore store, KeptLoadStore loads, ImportQueue queue) {
        this.store = store;
        this.loads = loads;
        this.queue = queue;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (ImportRun run : store.running()) {
            ImportRun.Failure failure = loads.interrupted(run.id());
            store.failed(run.id(), failure);
            LOG.warn("The import {} of {}: {}", run.id(), run.files(), failure.message());
        }
        queue.sweep();
    }
}
