package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shops of the installation. */
public interface Shops {

    /** All shops by name. */
    List<Shop> all();

    /** The shop with this id or, failing that, this name (case-insensitive). */
    Optional<Shop> find(String idOrName);

    /** The shops that the caller sees, by name. */
    default List<Shop> visibleTo(Caller caller) {
        return all().stream().filter(caller::sees).toList();
    }

    /**
     * The shop with this id or name, if the caller sees it.
     *
     * @throws QuanjingException {@code access.unknown_shop} (404) when there is none or the caller does not see it: which of both, the
     *     caller does not learn
     */
    default Shop require(Caller caller, String idOrName) {
        return find(idOrName)
                .filter(caller::sees)
                .orElseThrow(() -> new QuanjingException(
                        AccessError.UNKNOWN_SHOP,
                        "There is no shop " + idOrName
                                + ". Maybe it has another name, or your account does not include it.",
                        Map.of("shop", idOrName)));
    }

    /** The shop of this name, created with the given clock and currency if there is none yet; an existing shop keeps its own. */
    Shop findOrCreate(String name, ShopClock clock, Currency currency);
}
