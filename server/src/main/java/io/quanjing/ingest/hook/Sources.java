package io.quanjing.ingest.hook;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.ingest.hook.DeliveryStore.Rejected;
import io.quanjing.ingest.hook.PrivacyRequestStore.PrivacyRequest;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.live.Entered;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.SourceCurrency;
import io.quanjing.ingest.live.SourceName;
import io.quanjing.ingest.message.MessageMappings;
import io.quanjing.kernel.QuanjingException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes and changes sources of webhooks, has them read again, and looks after what people ask through them. */
final class Sources {

    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int ID_LENGTH = 24;
    private static final int SECRET_LENGTH = 40;
    private static final int SHORTEST_SECRET = 4;
    private static final int LONGEST_SECRET = 200;

    private final LiveSources<Source, Rejected> sources;
    private final SourceStore store;
    private final DeliveryStore deliveries;
    private final PrivacyRequestStore privacy;
    private final MessageMappings mappings;
    private final Shops shops;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Sources(
            LiveSources<Source, Rejected> sources,
            SourceStore store,
            DeliveryStore deliveries,
            PrivacyRequestStore privacy,
            MessageMappings mappings,
            Shops shops,
            Audit audit) {
        this.sources = sources;
        this.store = store;
        this.deliveries = deliveries;
        this.privacy = privacy;
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
        return new Made(sources.require(id, caller), given == null ? used : null);
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

    /** Gives a source another secret; the old one is good no more from now on. */
    Made secret(String id, @Nullable String secret, Caller caller) {
        Source source = sources.require(id, caller);
        String given = given(secret);
        String used = given == null ? text(SECRET_LENGTH) : given;
        store.secret(id, used);
        audit.record(caller, HookAction.SOURCE_SECRET_CHANGED, id, Map.of("name", source.name()));
        return new Made(source, given == null ? used : null);
    }

    Source mapping(String id, String mapping, Caller caller) {
        Source source = sources.require(id, caller);
        if (source.kind() != Kind.SIGNED) {
            throw new QuanjingException(
                    HookError.SOURCE_MAPPING_MISPLACED,
                    "A source of the kind " + source.kind().id() + " brings its own mapping.",
                    Map.of("kind", source.kind().id()));
        }
        check(mapping, shops.require(caller, source.shop()));
        store.mapping(id, mapping);
        audit.record(caller, HookAction.SOURCE_MAPPING_CHANGED, id, Map.of("name", source.name()));
        return sources.require(id, caller);
    }

    /** Has everything that came since a moment, and is kept, read again in the order in which it came; returns how many deliveries. */
    int replay(String id, Instant from, Caller caller) {
        Source source = sources.require(id, caller);
        int replayed = deliveries.replay(id, from);
        audit.record(
                caller,
                HookAction.DELIVERIES_REPLAYED,
                id,
                Map.of("name", source.name(), "from", from.toString(), "deliveries", replayed));
        return replayed;
    }

    List<PrivacyRequest> privacy(Caller caller) {
        return privacy.all().stream()
                .filter(r -> sources.sees(caller, r.shop()))
                .toList();
    }

    void privacyDone(String id, Caller caller) {
        PrivacyRequest request = privacy.find(id)
                .filter(r -> sources.sees(caller, r.shop()))
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
