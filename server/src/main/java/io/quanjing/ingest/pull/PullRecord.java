package io.quanjing.ingest.pull;

import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.contact.Contacts;
import io.quanjing.ingest.pull.PullStore.Brought;
import io.quanjing.ingest.pull.PullStore.Claim;
import io.quanjing.ingest.pull.PullStore.Position;
import io.quanjing.warehouse.WriteReceipt;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes in one transaction how far a source is read, the contacts of its rows, and what of it could not be read, after the facts are durable. */
final class PullRecord {

    private final PullStore sources;
    private final RejectionStore rejections;
    private final Contacts contacts;
    private final TransactionTemplate transaction;

    PullRecord(PullStore sources, RejectionStore rejections, Contacts contacts, TransactionTemplate transaction) {
        this.sources = sources;
        this.rejections = rejections;
        this.contacts = contacts;
        this.transaction = transaction;
    }

    /** Thrown where somebody paused, changed or took over the source meanwhile: what was read last is read again. */
    static final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    void advance(Claim claim, Position position, Brought brought, TableFacts.Read read) {
        PulledSource source = claim.source();
        transaction.executeWithoutResult(status -> {
            if (!sources.advance(claim, position, brought)) {
                throw new Superseded();
            }
            take(source, read);
            read.rejected().forEach(one -> rejections.keep(source.id(), one));
            if (!read.rejected().isEmpty()) {
                sources.note(source.id(), read.rejected().getLast().reason());
            }
        });
    }

    /** Notes that kept rows were taken after all. */
    void retried(PulledSource source, TableFacts.Read read) {
        transaction.executeWithoutResult(status -> take(source, read));
    }

    /** The contacts come first, so that whoever waits for those of a shop holds no kept row. */
    private void take(PulledSource source, TableFacts.Read read) {
        List<Contact> told = read.made().contacts().stream().distinct().toList();
        contacts.take(UUID.randomUUID().toString(), "database " + source.id(), source.shop(), told);
        rejections.taken(source.id(), read.taken());
    }

    /** How many facts a write added or revised. */
    static long changed(WriteReceipt receipt) {
        return receipt.tables().values().stream()
                .mapToLong(c -> c.added() + c.revised())
                .sum();
    }
}
