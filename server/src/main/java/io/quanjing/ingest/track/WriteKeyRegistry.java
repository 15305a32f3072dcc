package io.quanjing.ingest.track;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.kernel.QuanjingException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Makes, ends and checks write keys. Good keys are remembered for a while: every batch asks. */
final class WriteKeyRegistry implements WriteKeys {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 24;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_KEY = 100;

    private final WriteKeyStore store;
    private final Shops shops;
    private final Audit audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Sender sender, Instant until) {}

    WriteKeyRegistry(WriteKeyStore store, Shops shops, Audit audit, InstantSource clock) {
        this.store = store;
        this.shops = shops;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Whose events come with the key, and what they may tell.
     *
     * @throws QuanjingException if the key is unknown or revoked: which of both, the sender does not learn
     */
    Sender sender(String key) {
        Instant now = clock.instant();
        Known remembered = known.get(key);
        if (remembered != null && now.isBefore(remembered.until())) {
            return remembered.sender();
        }
        known.remove(key);
        Sender sender = Optional.of(key)
                .filter(WriteKeyRegistry::possible)
                .flatMap(store::good)
                .flatMap(k -> shops.find(k.shop()).map(shop -> new Sender(shop, k.kind())))
                .orElseThrow(() -> new QuanjingException(
                        TrackError.WRITE_KEY_UNKNOWN,
                        "The write key is unknown or was revoked. Maybe it was copied with a character too few, or belongs to another"
                                + " installation."));
        known.put(key, new Known(sender, now.plus(REMEMBERED)));
        return sender;
    }

    /** Anybody may send anything as a key; the database is only asked for what can be one. */
    private static boolean possible(String key) {
        return key.length() <= LONGEST_KEY && key.codePoints().noneMatch(Character::isISOControl);
    }

    @Override
    public WriteKey create(Shop shop, String name, WriteKey.Kind kind, Caller caller) {
        String clean = Fields.clean(name, Integer.MAX_VALUE);
        if (clean == null || clean.length() > LONGEST_NAME) {
            throw new QuanjingException(
                    TrackError.WRITE_KEY_NAME_INVALID,
                    "The name of a write key has 1 to " + LONGEST_NAME + " characters.",
                    Map.of("limit", LONGEST_NAME));
        }
        StringBuilder key = new StringBuilder("wk_");
        for (int i = 0; i < LENGTH; i++) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        WriteKey made = store.add(key.toString(), shop.id(), clean, kind, caller.name());
        audit.record(
                caller,
                TrackAction.WRITE_KEY_CREATED,
                made.key(),
                Map.of("shop", shop.id(), "name", clean, "kind", kind.id()));
        return made;
    }

    @Override
    public List<WriteKey> all(Caller caller) {
        return store.all().stream().filter(key -> sees(caller, key)).toList();
    }

    private boolean sees(Caller caller, WriteKey key) {
        return shops.find(key.shop()).filter(caller::sees).isPresent();
    }

    @Override
    public void revoke(String key, Caller caller) {
        boolean revoked = Optional.of(key)
                .filter(WriteKeyRegistry::possible)
                .flatMap(store::find)
                .filter(found -> sees(caller, found))
                .map(found -> store.revoke(key, caller.name()))
                .orElse(false);
        if (!revoked) {
            throw new QuanjingException(
                    TrackError.WRITE_KEY_NOT_FOUND, "There is no write key " + key + ".", Map.of("key", key));
        }
        known.remove(key);
        audit.record(caller, TrackAction.WRITE_KEY_REVOKED, key, Map.of());
    }
}
