package io.quanjing.demo;

import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.calendar.Calendar;
import io.quanjing.ingest.Tracking;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.target.Targets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The demo brand 穗屿 over the doors of the installation. */
final class SuiyuShop implements DemoShop {

    /** What the live visitors' plans may run ahead of the last start: days. */
    private static final int AHEAD = 60;

    private static final String KEY_NAME = "demo visitors";

    private final DemoSettings settings;
    private final DemoHistory history;
    private final Users users;
    private final Shops shops;
    private final WriteKeys writeKeys;
    private final Tracking tracking;
    private final Calendar calendar;
    private final Targets targets;
    private final InstantSource clock;
    private @Nullable Generation told;
    private volatile List<SignIn> signIns = List.of();

    SuiyuShop(
            DemoSettings settings,
            DemoHistory history,
            Users users,
            Shops shops,
            WriteKeys writeKeys,
            Tracking tracking,
            Calendar calendar,
            Targets targets,
            InstantSource clock) {
        this.settings = settings;
        this.history = history;
        this.users = users;
        this.shops = shops;
        this.writeKeys = writeKeys;
        this.tracking = tracking;
        this.calendar = calendar;
        this.targets = targets;
        this.clock = clock;
    }

    @Override
    public List<SignIn> createSignIns() {
        signIns =
                List.of(signIn("boss", Role.ADMIN), signIn("operator", Role.OPERATOR), signIn("analyst", Role.ANALYST));
        return signIns;
    }

    @Override
    public List<SignIn> signIns() {
        return signIns;
    }

    private SignIn signIn(String name, Role role) {
        // Known to everybody on purpose: the demo answers on loopback only and holds invented data.
        String password = name + "-demo";
        users.provide(name, role, Set.of(), password);
        return new SignIn(name, password, role);
    }

    @Override
    public void prepare(Listener listener) {
        told = history.prepare(listener);
        World world = told.world();
        int lastYear = world.firstDay().plusDays(world.days()).getYear();
        PromotionDays.of(world.firstDay().getYear() - 1, lastYear).forEach(calendar::provide);
        provideTargets(told, lastYear);
    }

    private void provideTargets(Generation generation, int year) {
        for (Scenario.ShopPlan plan : generation.world().scenario().shops) {
            Totals totals = generation.totals().get(plan.id());
            if (totals != null) {
                DemoTargets.of(totals)
                        .forEach((metric, amount) ->
                                targets.provide(plan.name(), metric, year, amount, DemoHistory.CALLER));
            }
        }
    }

    @Override
    public Visitors startVisitors() {
        Generation generation = told;
        if (generation == null) {
            throw new IllegalStateException("Visitors come only after the history: call prepare first.");
        }
        World past = generation.world();
        World world = World.of(past.seed(), past.firstDay(), past.days() + AHEAD, past.scale());
        LiveVisitors visitors = new LiveVisitors(
                world, generation.customers(), keys(world), tracking, settings.visitsPerSecond(), clock);
        visitors.start();
        return visitors;
    }

    private Map<String, String> keys(World world) {
        Map<String, String> keys = new HashMap<>();
        for (Scenario.ShopPlan plan : world.scenario().shops) {
            Shop shop = shops.find(plan.name()).orElseThrow();
            String key = writeKeys.all(DemoHistory.CALLER).stream()
                    .filter(known -> known.shop().equals(shop.id())
                            && known.name().equals(KEY_NAME)
                            && known.revokedAt() == null)
                    .map(WriteKey::key)
                    .findFirst()
                    .orElseGet(() -> writeKeys
                            .create(shop, KEY_NAME, WriteKey.Kind.SERVER, DemoHistory.CALLER)
                            .key());
            keys.put(plan.id(), key);
        }
        return keys;
    }
}
