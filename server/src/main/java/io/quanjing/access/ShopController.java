package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The shops over HTTP. */
@RestController
@RequestMapping("/api/shops")
final class ShopController {

    private final ShopStore shops;
    private final Audit audit;
    private final InstantSource clock = InstantSource.system();

    ShopController(ShopStore shops, Audit audit) {
        this.shops = shops;
        this.audit = audit;
    }

    /**
     * A shop as the page shows it.
     *
     * @param cutoff the local time at which a shop day starts, HH:mm
     * @param today the current shop day
     */
    record ShopView(String id, String name, String zone, String cutoff, String currency, LocalDate today) {}

    /** A new shop; midnight is the cut-off unless it is given. */
    record NewShop(
            @NotNull String name,
            @NotNull String zone,
            @Nullable String cutoff,
            @NotNull String currency) {}

    /** What to change; only the name can. */
    record ShopChange(
            @Nullable String name,
            @Nullable String zone,
            @Nullable String cutoff,
            @Nullable String currency) {}

    @RequiresRole(Role.VIEWER)
    @GetMapping
    List<ShopView> list(Caller caller) {
        return shops.visibleTo(caller).stream().map(this::view).toList();
    }

    @RequiresRole(value = Role.ADMIN, allShops = true)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ShopView create(@Valid @RequestBody NewShop given, Caller caller) {
        String name = ShopRules.name(given.name());
        ShopClock days = new ShopClock(
                ShopRules.zone(given.zone()),
                given.cutoff() == null ? LocalTime.MIDNIGHT : ShopRules.cutoff(given.cutoff()));
        Currency currency = ShopRules.currency(given.currency());
        Shop shop = shops.create(name, days, currency).orElseThrow(() -> ShopRules.exists(name));
        audit.record(
                caller,
                AccessAction.SHOP_CREATED,
                shop.id(),
                Map.of("name", name, "zone", given.zone(), "currency", currency.getCurrencyCode()));
        return view(shop);
    }

    /** The facts of a shop carry its days and currency from the moment that they came in, so these two cannot change under them. */
    @RequiresRole(Role.ADMIN)
    @PatchMapping("/{id}")
    ShopView change(@PathVariable String id, @RequestBody ShopChange given, Caller caller) {
        Shop shop = shops.require(caller, id);
        if ((given.zone() != null
                        && !ShopRules.zone(given.zone()).equals(shop.clock().zone()))
                || (given.cutoff() != null
                        && !ShopRules.cutoff(given.cutoff()).equals(shop.clock().cutoff()))
                || (given.currency() != null
                        && !ShopRules.currency(given.currency()).equals(shop.currency()))) {
            throw new QuanjingException(
                    AccessError.SHOP_DAYS_FIXED,
                    "The time zone, day cut-off and currency of " + shop.name()
                            + " are part of every fact and cannot change. Maybe create another shop and import again.",
                    Map.of("shop", shop.id()));
        }
        if (given.name() != null) {
            String name = ShopRules.name(given.name());
            shops.rename(shop.id(), name);
            audit.record(caller, AccessAction.SHOP_RENAMED, shop.id(), Map.of("name", name, "before", shop.name()));
        }
        return view(shops.require(caller, shop.id()));
    }

    private ShopView view(Shop shop) {
        return new ShopView(
                shop.id(),
                shop.name(),
                shop.clock().zone().getId(),
                shop.clock().cutoff().toString(),
                shop.currency().getCurrencyCode(),
                shop.clock().day(clock.instant()));
    }
}
