package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.Shops;
import io.quanjing.kernel.QuanjingException;
import java.util.Map;

/** The imports that a caller sees: those into shops that they see. */
final class SeenRuns {

    private final ImportStore store;
    private final Shops shops;

    SeenRuns(ImportStore store, Shops shops) {
        this.store = store;
        this.shops = shops;
    }

    /** One of them; another one is unknown. */
    ImportRun one(String id, Caller caller) {
        return store.find(id)
                .filter(run -> caller.shops().isEmpty()
                        || shops.find(run.shop()).map(caller::sees).orElse(false))
                .orElseThrow(() -> new QuanjingException(
                        IngestError.UNKNOWN_IMPORT,
                        "There is no import " + id + ". Maybe it belongs to a shop that you do not see.",
                        Map.of("id", id)));
    }
}
