package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.metric.dictionary.Dictionary;
import io.quanjing.metric.dictionary.OwnDefinitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What shops add to the dictionary, read. Which version of a shop's text holds is asked of the database each time; reading it is remembered. */
final class ShopDictionaries {

    private static final int MOST_KEPT = 50;

    private final Dictionary program;
    private final ShopDefinitionStore store;
    private final @Nullable Instant known;
    private final Map<Map<String, Long>, OwnDefinitions> kept;

    ShopDictionaries(Dictionary program, ShopDefinitionStore store) {
        this(program, store, null, new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Map<String, Long>, OwnDefinitions> eldest) {
                return size() > MOST_KEPT;
            }
        });
    }

    private ShopDictionaries(
            Dictionary program,
            ShopDefinitionStore store,
            @Nullable Instant known,
            Map<Map<String, Long>, OwnDefinitions> kept) {
        this.program = program;
        this.store = store;
        this.known = known;
        this.kept = kept;
    }

    /** What shops had added at a moment. A shop that had nothing yet has what it added first, so that what is new can be asked of the past. */
    ShopDictionaries asKnownAt(Instant moment) {
        return new ShopDictionaries(program, store, moment, kept);
    }

    /** The version of each shop that ever added anything. */
    Map<String, Long> versions(List<Shop> shops) {
        return store.versions(shops.stream().map(Shop::id).toList(), known);
    }

    /** What all of these shops have added alike. */
    OwnDefinitions of(List<Shop> shops) {
        Map<String, Long> versions = versions(shops);
        if (shops.isEmpty() || versions.size() < shops.size()) {
            return OwnDefinitions.none(program);
        }
        synchronized (kept) {
            OwnDefinitions known = kept.get(versions);
            if (known != null) {
                return known;
            }
        }
        OwnDefinitions read = read(versions);
        synchronized (kept) {
            kept.put(versions, read);
        }
        return read;
    }

    private OwnDefinitions read(Map<String, Long> versions) {
        List<String> texts = new ArrayList<>();
        versions.forEach((shop, version) ->
                texts.add(store.find(shop, version).map(ShopDefinition::text).orElse("")));
        String first = texts.getFirst();
        return texts.stream().allMatch(first::equals)
                ? OwnDefinitions.read(first, program)
                : OwnDefinitions.read(first, program, common(texts)::contains);
    }

    /** The ids that all texts define in the same words. */
    private static Set<String> common(List<String> texts) {
        Map<String, String> common = new LinkedHashMap<>(OwnDefinitions.sources(texts.getFirst()));
        texts.stream()
                .skip(1)
                .map(OwnDefinitions::sources)
                .forEach(other ->
                        common.entrySet().removeIf(entry -> !entry.getValue().equals(other.get(entry.getKey()))));
        return common.keySet();
    }
}
