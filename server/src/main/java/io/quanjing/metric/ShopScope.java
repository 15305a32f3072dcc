package io.quanjing.metric;

import io.quanjing.access.Caller;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.metric.dictionary.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which shops a question is about: never more than the caller sees. */
final class ShopScope {

    private ShopScope() {}

    static List<Shop> of(List<String> named, Shops shops, Caller caller) {
        List<Shop> seen = shops.all().stream().filter(caller::sees).toList();
        if (named.isEmpty()) {
            return seen;
        }
        Set<Shop> scope = new LinkedHashSet<>();
        for (String name : named) {
            // A shop that the caller does not see is answered like one that does not exist.
            scope.add(shops.find(name).filter(caller::sees).orElseThrow(() -> unknown(name, seen)));
        }
        return List.copyOf(scope);
    }

    static QuanjingException unknown(String name, List<Shop> seen) {
        return new QuanjingException(
                MetricError.UNKNOWN_SHOP,
                "There is no shop " + name + ". "
                        + Suggestion.maybe(name, seen.stream().map(Shop::name).toList()),
                Map.of("shop", name));
    }
}
