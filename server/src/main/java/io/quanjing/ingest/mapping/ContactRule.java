package io.quanjing.ingest.mapping;

import io.quanjing.ingest.contact.Contact;
import io.quanjing.ingest.contact.ContactKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a row tells how a customer can be reached.
 *
 * @param kind what the value is
 * @param value the telephone number or e-mail address
 * @param customer whose it is, called as in the facts
 */
record ContactRule(ContactKind kind, Expression value, Expression customer) {

    /** Reads the rules of a kind of file. */
    static List<ContactRule> read(YamlSection file, Scope scope) {
        List<ContactRule> rules = new ArrayList<>();
        for (YamlSection contact : file.sections("contacts", "A contact")) {
            contact.allow("kind", "value", "customer");
            rules.add(new ContactRule(kind(contact), text("value", contact, scope), text("customer", contact, scope)));
        }
        return rules;
    }

    private static ContactKind kind(YamlSection contact) {
        String name = contact.text("kind", "The contact's kind");
        List<String> kinds =
                Arrays.stream(ContactKind.values()).map(ContactKind::id).toList();
        if (!kinds.contains(name)) {
            throw contact.wrong(
                    "kind",
                    "There is no kind of contact " + name + "; there are " + String.join(", ", kinds) + "."
                            + Suggestion.maybe(name, kinds));
        }
        return ContactKind.of(name);
    }

    private static Expression text(String name, YamlSection contact, Scope scope) {
        Expression expression = contact.expression(name, scope);
        if (!expression.kind().fits(ValueKind.TEXT)) {
            throw contact.wrong(
                    name,
                    "The " + name + " of a contact has to be a text, and this is a "
                            + expression.kind().word() + "; maybe the column's type should be id.");
        }
        return expression;
    }

    /** The contact of a row; empty if the row tells none, or a masked one. */
    Optional<Contact> contact(RowFrame row, FactRule.Constants constants) {
        return value.value(row) instanceof String given && customer.value(row) instanceof String id
                ? Contact.of(constants.source(), constants.pseudonyms().of(id), kind, given)
                : Optional.empty();
    }
}
