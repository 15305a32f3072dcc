package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import java.util.List;

/**
 * The keys with which a shop's pages and servers send events. A page key is no secret, since pages are read by anybody, and tells of visits
 * alone; a server key tells of orders and customers too.
 */
public interface WriteKeys {

    /**
     * Makes a new key.
     *
     * @param shop whose events it takes
     * @param name what it is for, for example the page or server that sends
     * @param kind what may be sent with it
     * @param caller who asks, for the audit log
     */
    WriteKey create(Shop shop, String name, WriteKey.Kind kind, Caller caller);

    /** The keys of the shops that the caller sees, revoked ones included, newest first. */
    List<WriteKey> all(Caller caller);

    /**
     * Ends a key; events that come with it are refused from then on, by other processes at most ten seconds later.
     *
     * @throws io.quanjing.kernel.QuanjingException if there is no such key among the caller's shops
     */
    void revoke(String key, Caller caller);
}
