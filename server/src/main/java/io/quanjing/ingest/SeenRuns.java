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
                .filter(run -> sees(run, caller))
                .orElseThrow(() -> new QuanjingException(
                        IngestError.UNKNOWN_IMPORT,
                        "There is no import " + id + ". Maybe it belongs to a shop that you do not see.",
                        Map.of("id", id)));
    }

    /** Whether the caller sees a run. A shop may be called as another one's id is, so that what the run has is looked up as an id first. */
    boolean sees(ImportRun run, Caller caller) {
        return caller.shops().isEmpty()
                || shops.find(run.shop()).map(caller::sees).orElse(false);
    }
}
