package io.quanjing.ingest.hook;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.hook.DeliveryStore.Delivery;
import io.quanjing.ingest.hook.DeliveryStore.Rejected;
import io.quanjing.ingest.hook.PrivacyRequestStore.PrivacyRequest;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.live.Entered;
import io.quanjing.ingest.live.LiveError;
import io.quanjing.ingest.live.SourceCurrency;
import io.quanjing.ingest.live.SourceName;
import io.quanjing.ingest.live.SourceState;
import io.quanjing.ingest.message.MessageMappings;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, changes and ends live sources, and looks after what they could not take. */
final class Sources {

    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int ID_LENGTH = 24;
    private static final int SECRET_LENGTH = 40;
    private static final int SHORTEST_SECRET = 4;
    private static final int LONGEST_SECRET = 200;
    private static final int MOST_LISTED = 200;
    private static final int MOST_RETRIED = 1_000;

    private final SourceStore store;
    private final DeliveryStore deliveries;
    private final PrivacyRequestStore privacy;
    private final DeliveryWork work;
    private final MessageMappings mappings;
    private final Shops shops;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Sources(
            SourceStore store,
            DeliveryStore deliveries,
            PrivacyRequestStore privacy,
            DeliveryWork work,
            MessageMappings mappings,
            Shops shops,
            Audit audit) {
        this.store = store;
        this.deliveries = deliveries;
        this.privacy = privacy;
        this.work = work;
        this.mappings = mappings;
        this.shops = shops;
        this.audit = audit;
    }

    /**
     * A source and its secret, which is told this once.
     *
     * @param secret null if whoever asked brought it along
     */
    record Made(Source source, @Nullable String secret) {}

    List<Source> all(Caller caller) {
        return store.all().stream().filter(s -> sees(caller, s.shop())).toList();
    }

    /** The source, if the caller sees its shop. */
    Source require(String id, Caller caller) {
        return store.find(id)
                .filter(s -> sees(caller, s.shop()))
                .orElseThrow(() -> new QuanjingException(
                        LiveError.UNKNOWN_SOURCE,
                        "There is no source " + id + ". Maybe it was deleted.",
                        Map.of("source", id)));
    }

    private boolean sees(Caller caller, String shop) {
        return shops.find(shop).filter(caller::sees).isPresent();
    }

    Made create(Shop shop, Kind kind, String name, @Nullable String secret, @Nullable String mapping, Caller caller) {
        String clean = SourceName.of(name);
        String given = given(secret);
        if (given == null && kind == Kind.SHOPIFY) {
            throw new QuanjingException(
                    HookError.SOURCE_SECRET_MISSING,
                    "Shopify makes the secret of its webhooks itself, and none is given. Copy it from the place where the"
                            + " webhooks are set up.");
        }
        String rules = mapping == null || mapping.isBlank() ? null : mapping;
        if ((rules == null) == (kind == Kind.SIGNED)) {
            throw new QuanjingException(
                    HookError.SOURCE_MAPPING_MISPLACED,
                    kind == Kind.SIGNED
                            ? "A signed source needs a mapping, which says what its messages mean."
                            : "A source of the kind " + kind.id()
                                    + " brings its own mapping. Maybe the kind signed is meant.",
                    Map.of("kind", kind.id()));
        }
        if (rules != null) {
            check(rules, shop);
        }
        String id = "hk_" + text(ID_LENGTH);
        String used = given == null ? text(SECRET_LENGTH) : given;
        store.add(id, shop.id(), kind, clean, used, rules, caller.name());
        audit.record(
                caller, HookAction.SOURCE_CREATED, id, Map.of("shop", shop.id(), "name", clean, "kind", kind.id()));
        return new Made(require(id, caller), given == null ? used : null);
    }

    private void check(String mapping, Shop shop) {
        SourceCurrency.check(mappings.checked(mapping), shop);
    }

    private static @Nullable String given(@Nullable String secret) {
        String clean = Entered.text(secret);
        if (clean != null && (clean.length() < SHORTEST_SECRET || clean.length() > LONGEST_SECRET)) {
            throw new QuanjingException(
                    HookError.SOURCE_SECRET_INVALID,
                    "The secret of a source has " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " characters.",
                    Map.of("min", SHORTEST_SECRET, "max", LONGEST_SECRET));
        }
        return clean;
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    Source state(String id, SourceState state, Caller caller) {
        Source source = require(id, caller);
        if (source.state() != state) {
            store.state(id, state);
            HookAction action = state == SourceState.PAUSED ? HookAction.SOURCE_PAUSED : HookAction.SOURCE_RESUMED;
            audit.record(caller, action, id, Map.of("name", source.name()));
        }
        return require(id, caller);
    }

    /** Gives a source another secret; the old one is good no more from now on. */
    Made secret(String id, @Nullable String secret, Caller caller) {
        Source source = require(id, caller);
        String given = given(secret);
        String used = given == null ? text(SECRET_LENGTH) : given;
        store.secret(id, used);
        audit.record(caller, HookAction.SOURCE_SECRET_CHANGED, id, Map.of("name", source.name()));
        return new Made(source, given == null ? used : null);
    }

    Source mapping(String id, String mapping, Caller caller) {
        Source source = require(id, caller);
        if (source.kind() != Kind.SIGNED) {
            throw new QuanjingException(
                    HookError.SOURCE_MAPPING_MISPLACED,
                    "A source of the kind " + source.kind().id() + " brings its own mapping.",
                    Map.of("kind", source.kind().id()));
        }
        check(mapping, shops.require(caller, source.shop()));
        store.mapping(id, mapping);
        audit.record(caller, HookAction.SOURCE_MAPPING_CHANGED, id, Map.of("name", source.name()));
        return require(id, caller);
    }

    void delete(String id, Caller caller) {
        Source source = require(id, caller);
        store.delete(id);
        audit.record(
                caller,
                HookAction.SOURCE_DELETED,
                id,
                Map.of("name", source.name(), "shop", source.shop(), "rejected", source.rejected()));
    }

    List<Rejected> rejected(String id, Caller caller) {
        return deliveries.rejectedOf(require(id, caller).id(), MOST_LISTED);
    }

    /** The message of a rejected delivery as it came. */
    String message(String id, String delivery, Caller caller) {
        Delivery found = deliveries.rejected(require(id, caller).id(), delivery).orElseThrow(() -> unknown(delivery));
        return new String(found.body(), StandardCharsets.UTF_8);
    }

    private static QuanjingException unknown(String delivery) {
        return new QuanjingException(
                LiveError.UNKNOWN_DELIVERY,
                "There is no rejected delivery " + delivery + ". Maybe it was taken meanwhile.",
                Map.of("delivery", delivery));
    }

    /** Tries rejected deliveries again, the oldest first; one, or all of the source. Returns how many were taken. */
    int retry(String id, @Nullable String delivery, Caller caller) {
        Source source = require(id, caller);
        List<String> wanted = delivery == null
                ? deliveries.rejectedOf(id, MOST_RETRIED).reversed().stream()
                        .map(Rejected::id)
                        .toList()
                : List.of(Optional.of(delivery)
                        .filter(d -> deliveries.rejected(id, d).isPresent())
                        .orElseThrow(() -> unknown(delivery)));
        int taken = 0;
        for (String one : wanted) {
            taken += work.work(one) == DeliveryStore.State.TAKEN ? 1 : 0;
        }
        audit.record(
                caller,
                HookAction.DELIVERIES_RETRIED,
                id,
                Map.of("name", source.name(), "deliveries", wanted.size(), "taken", taken));
        return taken;
    }

    /** Has everything that came since a moment, and is kept, read again in the order in which it came; returns how many deliveries. */
    int replay(String id, Instant from, Caller caller) {
        Source source = require(id, caller);
        int replayed = deliveries.replay(id, from);
        audit.record(
                caller,
                HookAction.DELIVERIES_REPLAYED,
                id,
                Map.of("name", source.name(), "from", from.toString(), "deliveries", replayed));
        return replayed;
    }

    List<PrivacyRequest> privacy(Caller caller) {
        return privacy.all().stream().filter(r -> sees(caller, r.shop())).toList();
    }

    void privacyDone(String id, Caller caller) {
        PrivacyRequest request = privacy.find(id)
                .filter(r -> sees(caller, r.shop()))
                .orElseThrow(() -> new QuanjingException(
                        HookError.UNKNOWN_PRIVACY_REQUEST,
                        "There is no privacy request " + id + ".",
                        Map.of("request", id)));
        if (request.doneAt() == null) {
            privacy.done(id, caller.name());
            audit.record(
                    caller,
                    HookAction.PRIVACY_REQUEST_DONE,
                    id,
                    Map.of("kind", request.kind(), "shop", request.shop()));
        }
    }
}
