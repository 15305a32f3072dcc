package io.quanjing.ingest;

import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.contact.ContactLanding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** The contacts of one reading of a run's files on their way to where they wait for the run's end; those that follow close on equal ones go once. */
final class ContactFeed {

    private static final int CONTACTS = 1_000;

    private final ContactLanding landing;
    private final String run;
    private final String shop;
    private final Set<Contact> batch = new LinkedHashSet<>();

    /** Begins anew: what an earlier reading of the run left goes. */
    ContactFeed(ContactLanding landing, String run, String shop) {
        this.landing = landing;
        this.run = run;
        this.shop = shop;
        landing.drop(run);
    }

    void add(Contact contact) {
        if (batch.add(contact) && batch.size() >= CONTACTS) {
            flush();
        }
    }

    /** Everything waits then. */
    void flush() {
        landing.add(run, shop, new ArrayList<>(batch));
        batch.clear();
    }
}
