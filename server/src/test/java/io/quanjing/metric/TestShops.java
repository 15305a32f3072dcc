package io.quanjing.metric;

import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.ShopClock;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Shops that are simply there. */
record TestShops(List<Shop> list) implements Shops {

    static Shop shop(String id, String name, String zone, String cutoff, String currency) {
        return new Shop(
                id,
                name,
                new ShopClock(java.time.ZoneId.of(zone), java.time.LocalTime.parse(cutoff)),
                Currency.getInstance(currency));
    }

    @Override
    public List<Shop> all() {
        return list.stream().sorted(Comparator.comparing(Shop::name)).toList();
    }

    @Override
    public Optional<Shop> find(String idOrName) {
        return list.stream()
                .filter(s -> s.id().equals(idOrName) || s.name().equalsIgnoreCase(idOrName))
                .findFirst();
    }

    @Override
    public Shop findOrCreate(String name, ShopClock clock, Currency currency) {
        return find(name).orElseThrow();
    }
}
