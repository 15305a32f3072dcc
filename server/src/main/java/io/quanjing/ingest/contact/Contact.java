package io.quanjing.ingest.contact;

import java.util.Optional;

/**
 * A telephone number or e-mail address on its way to where it is encrypted; it is never written or logged as it is.
 *
 * @param source the source that told it
 * @param customer the customer's id as the warehouse has it: the platform's or a pseudonym
 * @param kind what it is
 * @param value in its normalised form
 */
public record Contact(String source, String customer, ContactKind kind, String value) {

    /** What is longer is no id, and does not fit into an index of the operational database. */
    private static final int LONGEST_ID = 200;

    /** The contact in what somebody gives, unless that is masked or no contact at all. */
    public static Optional<Contact> of(String source, String customer, ContactKind kind, String given) {
        return kind.normalised(given)
                .filter(value -> keepable(source) && keepable(customer))
                .map(value -> new Contact(source, customer, kind, value));
    }

    private static boolean keepable(String id) {
        // The operational database has no NUL in its texts.
        return id.length() <= LONGEST_ID && id.indexOf('\0') < 0;
    }

    /** Without the value, so that no log has it by accident. */
    @Override
    public String toString() {
        return kind.id() + " of " + customer + " (" + kind.masked(value) + ")";
    }
}
