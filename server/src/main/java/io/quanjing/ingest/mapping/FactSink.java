package io.quanjing.ingest.mapping;

import io.quanjing.ingest.contact.Contact;
import io.quanjing.warehouse.FactRow;

/** Where the facts of accepted rows go. */
@FunctionalInterface
public interface FactSink {

    /** Takes one fact. */
    void accept(FactRow fact);

    /** Takes a contact, where contacts are kept. */
    default void contact(Contact contact) {}
}
