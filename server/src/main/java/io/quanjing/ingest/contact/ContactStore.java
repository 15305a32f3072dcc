package io.quanjing.ingest.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contacts in the operational database, encrypted before they come here. */
final class ContactStore {

    private static final int MOST = 50;

    private final JdbcClient jdbc;

    ContactStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A contact that cannot be read here.
     *
     * @param hash in hexadecimal digits
     * @param sealed in hexadecimal digits
     */
    record Sealed(String source, String customer, ContactKind kind, String hash, String sealed) {}

    /** A kept contact. */
    record Kept(Sealed contact, Instant firstSeen, Instant lastSeen) {}

    /** By what a value is known. */
    record Hash(ContactKind kind, String hash) {}

    /** How many a shop has of a kind, and of how many customers. */
    record Count(String shop, ContactKind kind, long contacts, long customers) {}

    /** Keeps others from the contacts of the shop until the transaction ends. */
    void lock(String shop) {
        String ignored = jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))::text")
                .param("what", "contacts " + shop)
                .query(String.class)
                .single();
    }

    void add(String load, String shop, List<Sealed> contacts) {
        int rows = jdbc.sql("""
                        INSERT INTO contact_waiting (load_id, shop, source, customer, kind, hash, sealed)
                        SELECT :load, :shop, source, customer, kind, decode(hash, 'hex'), decode(sealed, 'hex')
                        FROM unnest(:sources::text[], :customers::text[], :kinds::text[], :hashes::text[], :sealed::text[])
                            AS given (source, customer, kind, hash, sealed)
                        ON CONFLICT DO NOTHING
                        """)
                .param("load", load)
                .param("shop", shop)
                .param("sources", texts(contacts, Sealed::source))
                .param("customers", texts(contacts, Sealed::customer))
                .param("kinds", texts(contacts, contact -> contact.kind().id()))
                .param("hashes", texts(contacts, Sealed::hash))
                .param("sealed", texts(contacts, Sealed::sealed))
                .update();
        assert rows <= contacts.size();
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    /**
     * Keeps what waits, except what is suppressed.
     *
     * @param waiting of what it waits
     * @param load what brought it
     */
    void takeEffect(String waiting, String load, Instant now) {
        // The value is the same; sealed anew, it can be read where the key had been lost.
        int kept = jdbc.sql("""
                        INSERT INTO contact (shop, source, customer, kind, hash, sealed, first_seen, last_seen)
                        SELECT shop, source, customer, kind, hash, sealed, :now, :now
                        FROM contact_waiting waiting
                        WHERE load_id = :waiting
                            AND NOT EXISTS (
                                SELECT 1
                                FROM contact_suppressed suppressed
                                WHERE suppressed.shop = waiting.shop
                                    AND suppressed.kind = waiting.kind
                                    AND suppressed.hash = waiting.hash)
                        ON CONFLICT (shop, customer, kind, hash, source) DO UPDATE
                        SET last_seen = excluded.last_seen, sealed = excluded.sealed
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("waiting", waiting)
                .update();
        int brought =
                jdbc.sql("""
                        INSERT INTO contact_load (contact, load_id)
                        SELECT contact.id, :load
                        FROM contact
                        JOIN contact_waiting waiting USING (shop, source, customer, kind, hash)
                        WHERE waiting.load_id = :waiting
                        ON CONFLICT DO NOTHING
                        """).param("load", load).param("waiting", waiting).update();
        assert brought <= kept;
        drop(waiting);
    }

    void drop(String load) {
        int ignored = jdbc.sql("DELETE FROM contact_waiting WHERE load_id = :load")
                .param("load", load)
                .update();
    }

    /** How many nothing else has brought. */
    long undoing(String load) {
        return jdbc.sql("""
                        SELECT count(*)
                        FROM contact_load mine
                        WHERE load_id = :load
                            AND NOT EXISTS (
                                SELECT 1
                                FROM contact_load other
                                WHERE other.contact = mine.contact AND other.load_id <> :load)
                        """).param("load", load).query(Long.class).single();
    }

    /** Deletes what nothing else has brought. */
    void undo(String load) {
        int ignored = jdbc.sql("""
                        WITH brought AS (DELETE FROM contact_load WHERE load_id = :load RETURNING contact)
                        DELETE FROM contact
                        WHERE id IN (SELECT contact FROM brought)
                            AND NOT EXISTS (
                                SELECT 1
                                FROM contact_load other
                                WHERE other.contact = contact.id AND other.load_id <> :load)
                        """).param("load", load).update();
    }

    /** Suppresses the contacts of customers and further ones. */
    void suppress(String shop, Set<String> customers, List<Hash> further, Instant now) {
        int ignored = jdbc.sql("""
                        INSERT INTO contact_suppressed (shop, kind, hash, since)
                        SELECT :shop, kind, hash, :now
                        FROM (
                            SELECT kind, hash
                            FROM contact
                            WHERE shop = :shop AND customer = ANY (:customers)
                            UNION
                            SELECT kind, decode(hash, 'hex')
                            FROM unnest(:kinds::text[], :hashes::text[]) AS given (kind, hash)
                        ) gone
                        ON CONFLICT DO NOTHING
                        """)
                .param("shop", shop)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("customers", customers.toArray(String[]::new))
                .param("kinds", texts(further, hash -> hash.kind().id()))
                .param("hashes", texts(further, Hash::hash))
                .update();
    }

    /** Deletes what is suppressed; how many there were. */
    int deleteSuppressed(String shop) {
        return jdbc.sql("""
                        DELETE FROM contact
                        USING contact_suppressed suppressed
                        WHERE contact.shop = :shop
                            AND suppressed.shop = contact.shop
                            AND suppressed.kind = contact.kind
                            AND suppressed.hash = contact.hash
                        """).param("shop", shop).update();
    }

    /** Deletes all that a source told of a shop; how many there were. */
    int delete(String shop, String source) {
        return jdbc.sql("DELETE FROM contact WHERE shop = :shop AND source = :source")
                .param("shop", shop)
                .param("source", source)
                .update();
    }

    /** Those that were seen last first. */
    List<Kept> of(String shop, String customer) {
        return jdbc.sql("""
                        SELECT source, customer, kind, encode(hash, 'hex') AS hash, encode(sealed, 'hex') AS sealed,
                            first_seen, last_seen
                        FROM contact
                        WHERE shop = :shop AND customer = :customer
                        ORDER BY last_seen DESC, id
                        LIMIT :most
                        """)
                .param("shop", shop)
                .param("customer", customer)
                .param("most", MOST)
                .query(ContactStore::kept)
                .list();
    }

    List<Count> counts() {
        return jdbc.sql("""
                        SELECT shop, kind, count(*) AS contacts, count(DISTINCT customer) AS customers
                        FROM contact
                        GROUP BY shop, kind
                        ORDER BY shop, kind
                        """).query(ContactStore::count).list();
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        Sealed contact = new Sealed(
                row.getString("source"),
                row.getString("customer"),
                ContactKind.of(row.getString("kind")),
                row.getString("hash"),
                row.getString("sealed"));
        return new Kept(
                contact,
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant());
    }

    private static Count count(ResultSet row, int number) throws SQLException {
        return new Count(
                row.getString("shop"),
                ContactKind.of(row.getString("kind")),
                row.getLong("contacts"),
                row.getLong("customers"));
    }
}
