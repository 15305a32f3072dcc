package io.quanjing.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Ends the imports that an earlier process did not. The embedded warehouse has one owner, so that nobody else can still be at them when a
 * process starts; what they staged is gone with that process.
 */
final class ImportRecovery implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRecovery.class);

    private final ImportStore store;

    ImportRecovery(ImportStore store) {
        this.store = store;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (ImportRun run : store.running()) {
            store.failed(run.id(), ImportQueue.interrupted());
            LOG.warn(
                    "The import {} of {} was cut off by the end of its process; nothing of it was kept.",
                    run.id(),
                    run.files());
        }
    }
}
