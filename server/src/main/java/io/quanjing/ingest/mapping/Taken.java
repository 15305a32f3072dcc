package io.quanjing.ingest.mapping;

import io.quanjing.ingest.contact.Contact;
import io.quanjing.warehouse.FactRow;
import java.util.ArrayList;
import java.util.List;

/** What rows became, held until it is known whether all of it is taken. */
public record Taken(List<FactRow> facts, List<Contact> contacts) implements FactSink {

    /** Nothing yet. */
    public Taken() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void accept(FactRow fact) {
        facts.add(fact);
    }

    @Override
    public void contact(Contact contact) {
        contacts.add(contact);
    }

    /** Takes everything of another. */
    public void addAll(Taken other) {
        facts.addAll(other.facts);
        contacts.addAll(other.contacts);
    }
}
