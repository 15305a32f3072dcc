package io.quanjing.ingest.contact;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.ingest.contact.ContactStore.Hash;
import io.quanjing.ingest.contact.ContactStore.Kept;
import io.quanjing.ingest.contact.ContactStore.Sealed;
import io.quanjing.ingest.live.Seal;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Telephone numbers and e-mail addresses of customers. They are kept as a keyed hash, by which equal values are known as such, and encrypted;
 * they are shown masked, and as they are to an administrator who says why.
 */
public final class Contacts implements ContactLanding {

    private static final HexFormat HEX = HexFormat.of();
    private static final int LEAST_REASON = 3;
    private static final int MOST_REASON = 200;

    private final ContactStore store;
    private final Seal seal;
    private final Pseudonyms pseudonyms;
    private final Shops shops;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Contacts(
            ContactStore store,
            Seal seal,
            Pseudonyms pseudonyms,
            Shops shops,
            Audit audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.pseudonyms = pseudonyms;
        this.shops = shops;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A contact as it may be shown.
     *
     * @param masked so much of it that its owner knows it again
     * @param source what told it
     * @param firstSeen when it was first told
     * @param lastSeen when it was told last
     */
    record Masked(ContactKind kind, String masked, String source, Instant firstSeen, Instant lastSeen) {}

    @Override
    public void add(String run, String shop, List<Contact> contacts) {
        if (!contacts.isEmpty()) {
            store.add(
                    run,
                    shop,
                    contacts.stream().map(contact -> sealed(shop, contact)).toList());
        }
    }

    private Sealed sealed(String shop, Contact contact) {
        String hash = hash(contact.kind(), contact.value());
        Sealed open = new Sealed(contact.source(), contact.customer(), contact.kind(), hash, "");
        byte[] sealed = seal.close(subject(shop, open), contact.value().getBytes(StandardCharsets.UTF_8));
        return new Sealed(open.source(), open.customer(), open.kind(), hash, HEX.formatHex(sealed));
    }

    private String hash(ContactKind kind, String value) {
        return HEX.formatHex(pseudonyms.keyed("contact " + kind.id(), value));
    }

    /** A value opens in its own row alone. */
    private static String subject(String shop, Sealed contact) {
        return String.join(
                "/", "contact", shop, contact.source(), contact.kind().id(), contact.hash(), contact.customer());
    }

    private String open(String shop, Sealed contact) {
        return new String(seal.open(subject(shop, contact), HEX.parseHex(contact.sealed())), StandardCharsets.UTF_8);
    }

    @Override
    public void takeEffect(String run, String shop) {
        takeEffect(run, run, shop);
    }

    private void takeEffect(String waiting, String load, String shop) {
        transaction.executeWithoutResult(status -> {
            store.lock(shop);
            store.takeEffect(waiting, load, clock.instant());
        });
    }

    @Override
    public void drop(String run) {
        store.drop(run);
    }

    @Override
    public void undo(String run, String shop) {
        transaction.executeWithoutResult(status -> {
            store.lock(shop);
            store.undo(run);
        });
    }

    @Override
    public long undoing(String run) {
        return store.undoing(run);
    }

    /**
     * Keeps the contacts of messages or rows at once, as a part of the transaction that takes them.
     *
     * @param taking an id that nothing else is taken under meanwhile
     * @param from what they come from
     */
    public void take(String taking, String from, String shop, List<Contact> contacts) {
        if (!contacts.isEmpty()) {
            add(taking, shop, contacts);
            takeEffect(taking, from, shop);
        }
    }

    /**
     * Deletes the contacts of somebody who asks to be forgotten, and remembers their hashes, so that no later file or message brings them back.
     *
     * @param ids what the customer may be called by, and be reached by
     * @return how many contacts were deleted
     */
    public int forget(String shop, Set<String> ids) {
        Set<String> customers = new HashSet<>(ids);
        List<Hash> named = new ArrayList<>();
        // The operational database has no NUL in its texts.
        customers.removeIf(id -> id.indexOf('\0') >= 0);
        for (String id : Set.copyOf(customers)) {
            customers.add(pseudonyms.of(id));
            for (ContactKind kind : ContactKind.values()) {
                kind.normalised(id).ifPresent(value -> named.add(new Hash(kind, hash(kind, value))));
            }
        }
        Integer deleted = transaction.execute(status -> {
            store.lock(shop);
            store.suppress(shop, customers, named, clock.instant());
            return store.deleteSuppressed(shop);
        });
        return deleted == null ? 0 : deleted;
    }

    /** Deletes all contacts that a source told of a shop; how many there were. */
    public int forgetSource(String shop, String source) {
        return store.delete(shop, source);
    }

    /** The contacts of a customer, masked; those that were seen last first. */
    List<Masked> of(Caller caller, String shopName, String customer) {
        Shop shop = shops.require(caller, shopName);
        return kept(shop, customer).stream()
                .map(kept -> new Masked(
                        kept.contact().kind(),
                        kept.contact().kind().masked(open(shop.id(), kept.contact())),
                        kept.contact().source(),
                        kept.firstSeen(),
                        kept.lastSeen()))
                .toList();
    }

    private List<Kept> kept(Shop shop, String customer) {
        // The operational database has no NUL in its texts.
        return customer.indexOf('\0') >= 0 ? List.of() : store.of(shop.id(), pseudonyms.of(customer));
    }

    /** How many contacts there are in the shops that somebody sees. */
    List<ContactStore.Count> counts(Caller caller) {
        Set<String> seen = shops.visibleTo(caller).stream().map(Shop::id).collect(Collectors.toSet());
        return store.counts().stream()
                .filter(count -> seen.contains(count.shop()))
                .toList();
    }

    /**
     * Tells contacts as they are, and writes down that it did.
     *
     * @throws QuanjingException if there is none, or no reason is given
     */
    List<String> reveal(Caller caller, String shopName, String customer, ContactKind kind, String reason) {
        Shop shop = shops.require(caller, shopName);
        String why = reason.strip();
        if (why.length() < LEAST_REASON || why.length() > MOST_REASON || why.indexOf('\0') >= 0) {
            throw new QuanjingException(
                    ContactError.REVEAL_REASON_INVALID,
                    "The reason has " + why.length() + " characters, and " + LEAST_REASON + " to " + MOST_REASON
                            + " are asked for. Maybe say for what the contact is needed.",
                    Map.of("least", LEAST_REASON, "most", MOST_REASON));
        }
        List<Sealed> found = kept(shop, customer).stream()
                .map(Kept::contact)
                .filter(contact -> contact.kind() == kind)
                .toList();
        if (found.isEmpty()) {
            throw new QuanjingException(
                    ContactError.UNKNOWN_CONTACT,
                    "The shop " + shop.name() + " has no " + kind.id()
                            + " of this customer. Maybe it was masked where it came from, or the customer asked to be forgotten.",
                    Map.of("shop", shop.name(), "kind", kind.id()));
        }
        audit.record(
                caller,
                ContactAction.CONTACT_REVEALED,
                found.getFirst().customer(),
                Map.of("shop", shop.id(), "kind", kind.id(), "reason", why));
        return found.stream()
                .map(contact -> open(shop.id(), contact))
                .distinct()
                .toList();
    }
}
