package io.quanjing.ingest.pull;

import io.quanjing.ingest.pull.PullStore.Brought;
import io.quanjing.ingest.pull.PullStore.Claim;
import io.quanjing.ingest.pull.PullStore.Position;
import io.quanjing.ingest.pull.RejectionStore.Rejection;
import io.quanjing.warehouse.WriteReceipt;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes in one transaction how far a source is read and what of it could not be, after the facts are durable. */
final class PullRecord {

    private final PullStore sources;
    private final RejectionStore rejections;
    private final TransactionTemplate transaction;

    PullRecord(PullStore sources, RejectionStore rejections, TransactionTemplate transaction) {
        this.sources = sources;
        this.rejections = rejections;
        this.transaction = transaction;
    }

    /** Thrown where somebody paused, changed or took over the source meanwhile: what was read last is read again. */
    static final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    void advance(Claim claim, Position position, Brought brought, List<String> taken, List<Rejection> rejected) {
        String source = claim.source().id();
        transaction.executeWithoutResult(status -> {
            if (!sources.advance(claim, position, brought)) {
                throw new Superseded();
            }
            rejected.forEach(one -> rejections.keep(source, one));
            rejections.taken(source, taken);
            if (!rejected.isEmpty()) {
                sources.note(source, rejected.getLast().reason());
            }
        });
    }

    /** How many facts a write added or revised. */
    static long changed(WriteReceipt receipt) {
        return receipt.tables().values().stream()
                .mapToLong(c -> c.added() + c.revised())
                .sum();
    }
}
