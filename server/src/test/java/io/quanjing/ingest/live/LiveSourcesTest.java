package io.quanjing.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.AuditAction;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.kernel.ShopClock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What goes for sources of every kind: who sees them, what is written down, and how what was rejected is read again. */
class LiveSourcesTest {

    private static final Shop SHOP = new Shop("s1", "Seen", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    private static final Caller SEEING = new Caller("seeing", Role.ADMIN, Set.of("s1"));
    private static final Caller OTHER = new Caller("other", Role.ADMIN, Set.of("s2"));

    private final Map<String, Lane> kept = new LinkedHashMap<>(Map.of("a", new Lane("a", SourceState.ACTIVE)));
    private final Map<String, Rejections.Outcome> rejected = new TreeMap<>();
    private final List<String> audited = new ArrayList<>();

    /** A source of a kind of this test's own. */
    private record Lane(String id, SourceState state) implements LiveSource {

        @Override
        public String shop() {
            return SHOP.id();
        }

        @Override
        public String name() {
            return "Lane";
        }

        @Override
        public long rejected() {
            return 3;
        }
    }

    private enum Action implements AuditAction {
        PAUSED,
        RESUMED,
        RETRIED,
        DELETED;

        @Override
        public String module() {
            return "ingest";
        }
    }

    private final LiveSources<Lane, String> sources = new LiveSources<>(
            new SourceRegister<>() {
                @Override
                public Optional<Lane> find(String id) {
                    return Optional.ofNullable(kept.get(id));
                }

                @Override
                public List<Lane> all() {
                    return List.copyOf(kept.values());
                }

                @Override
                public void state(String id, SourceState state) {
                    kept.put(id, new Lane(id, state));
                }
            },
            kept::remove,
            new Rejections<>() {
                @Override
                public List<String> newest(Lane source, int most) {
                    return List.copyOf(rejected.keySet());
                }

                @Override
                public List<String> inOrder(Lane source, int most) {
                    return newest(source, most).stream().limit(most).toList();
                }

                @Override
                public Optional<String> text(Lane source, String id) {
                    return Optional.ofNullable(rejected.get(id)).map(Object::toString);
                }

                @Override
                public Again again(Lane source, Shop shop) {
                    return id -> rejected.getOrDefault(id, Outcome.GONE);
                }
            },
            new LiveWords(Action.PAUSED, Action.RESUMED, Action.RETRIED, Action.DELETED, "row", "rows"),
            new Shops() {
                @Override
                public List<Shop> all() {
                    return List.of(SHOP);
                }

                @Override
                public Optional<Shop> find(String idOrName) {
                    return Optional.of(SHOP).filter(shop -> shop.id().equals(idOrName));
                }

                @Override
                public Shop findOrCreate(String name, ShopClock clock, Currency currency) {
                    return SHOP;
                }
            },
            (caller, action, subject, details) -> audited.add(
                    action.toString().toLowerCase(Locale.ROOT) + " " + subject + " " + new TreeMap<>(details)));

    @Test
    void nobodyComesNearTheSourcesOfAShopThatTheyDoNotSee() {
        List<ThrowingCallable> tried = List.of(
                () -> sources.require("a", OTHER),
                () -> sources.state("a", SourceState.PAUSED, OTHER),
                () -> sources.delete("a", OTHER),
                () -> sources.rejected("a", OTHER),
                () -> sources.body("a", "1", OTHER),
                () -> sources.retry("a", null, OTHER),
                () -> sources.require("nothing", SEEING));

        assertThat(tried)
                .allSatisfy(attempt -> assertThatThrownBy(attempt).satisfies(e -> refused(e, "ingest.unknown_source")));
        assertThat(sources.all(OTHER)).isEmpty();
        assertThat(sources.all(SEEING)).hasSize(1);
        assertThat(kept.get("a")).isEqualTo(new Lane("a", SourceState.ACTIVE));
        assertThat(audited).isEmpty();
    }

    private static void refused(Throwable thrown, String code) {
        assertThat(((QuanjingException) thrown).errorCode().code()).isEqualTo(code);
    }

    @Test
    void whatChangesASourceIsWrittenDownOnce() {
        assertThat(sources.state("a", SourceState.PAUSED, SEEING).state()).isEqualTo(SourceState.PAUSED);
        assertThat(sources.state("a", SourceState.PAUSED, SEEING).state()).isEqualTo(SourceState.PAUSED);
        assertThat(sources.state("a", SourceState.ACTIVE, SEEING).state()).isEqualTo(SourceState.ACTIVE);
        sources.delete("a", SEEING);

        assertThat(kept).isEmpty();
        assertThat(audited)
                .containsExactly(
                        "paused a {name=Lane}", "resumed a {name=Lane}", "deleted a {name=Lane, rejected=3, shop=s1}");
    }

    @Test
    void whatIsGoneMeanwhileCountsNotAsTakenAndIsRefusedWhereItAloneIsMeant() {
        rejected.put("1", Rejections.Outcome.TAKEN);
        rejected.put("2", Rejections.Outcome.KEPT);
        rejected.put("3", Rejections.Outcome.GONE);

        assertThat(sources.retry("a", null, SEEING)).isEqualTo(1);
        assertThat(sources.retry("a", "2", SEEING)).isZero();
        assertThatThrownBy(() -> sources.retry("a", "3", SEEING))
                .hasMessageContaining("no rejected row 3")
                .satisfies(e -> refused(e, "ingest.unknown_delivery"));
        assertThatThrownBy(() -> sources.body("a", "4", SEEING)).satisfies(e -> refused(e, "ingest.unknown_delivery"));
        assertThat(sources.body("a", "2", SEEING)).isEqualTo("KEPT");
        assertThat(audited)
                .containsExactly("retried a {name=Lane, rows=3, taken=1}", "retried a {name=Lane, rows=1, taken=0}");
    }

    @Test
    void whatCannotBeMendedDoesNotStandInTheWayOfWhatCameLater() {
        for (int i = 0; i < 1_500; i++) {
            rejected.put("%04d".formatted(i), Rejections.Outcome.KEPT);
        }
        rejected.put("9999", Rejections.Outcome.TAKEN);

        assertThat(sources.retry("a", null, SEEING)).isEqualTo(1);
        assertThat(audited).containsExactly("retried a {name=Lane, rows=1501, taken=1}");
    }
}
