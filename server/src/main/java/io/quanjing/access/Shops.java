package io.quanjing.access;

import io.quanjing.kernel.ShopClock;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The shops of the installation. */
public interface Shops {

    /** All shops by name. */
    List<Shop> all();

    /** The shop with this id or, failing that, this name (case-insensitive). */
    Optional<Shop> find(String idOrName);

    /** The shop of this name, created with the given clock and currency if there is none yet; an existing shop keeps its own. */
    Shop findOrCreate(String name, ShopClock clock, Currency currency);
}
