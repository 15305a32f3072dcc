package io.quanjing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.EndpointWalk.Endpoint;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Requests to every endpoint, broken at random: none ends in a fault of ours, none hangs, and every refusal says what it refuses. An endpoint
 * that is added is asked without further ado, because an ordinary request is made of what its method takes.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Isolated("asks as fast as it can, and measures memory")
class EndpointMutationTest {

    private static final long SEED = Long.getLong("quanjing.test.seed", 20261123L);
    private static final int INPUTS = Math.max(5_000, Integer.getInteger("quanjing.test.mutations", 20_000) / 10);
    private static final int WALKERS = 2;
    private static final String PASSWORD = "correct horse battery";
    private static final String SHOP = "Mutated";

    /** An answer that never ends, and the page that other refusals are sent to. */
    private static final Set<String> LEFT_OUT = Set.of("/api/version/stream", "/error");

    @LocalServerPort
    private int port;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    private Users users;

    @Autowired
    private Shops shops;

    @Autowired
    private WriteKeys keys;

    @Autowired
    private JdbcClient database;

    private final Map<String, List<String>> words = new HashMap<>();
    private final Map<String, String> sources = new TreeMap<>();
    private String key = "";

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
        registry.add("quanjing.ingest.track.events-per-second", () -> "1000000");
        registry.add("quanjing.ingest.track.burst-events", () -> "1000000");
        registry.add("quanjing.ingest.hook.per-second", () -> "1000000");
        registry.add("quanjing.ingest.hook.burst", () -> "1000000");
        registry.add("quanjing.ingest.pull.loopback", () -> "true");
    }

    @BeforeEach
    void aSmallShop() {
        Shop shop = shops.findOrCreate(SHOP, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        key = keys.create(shop, "test", WriteKey.Kind.SERVER, Caller.commandLine())
                .key();
        users.provide("mutator", Role.ADMIN, Set.of(), PASSWORD);
        Browser browser = signIn();
        for (String kind : List.of("shopify", "woocommerce")) {
            Browser.Answer made = browser.post(
                    "/api/sources",
                    Map.of("shop", shop.id(), "kind", kind, "name", kind, "secret", EndpointWalk.SECRET));
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
            sources.put(kind, made.json().path("source").path("id").asString());
        }
        aTableThatCanBeASource();
        Shop spare = shops.findOrCreate("Spare", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        aTopicWithRejectedMessages(shop);
        words.putAll(KnownWords.fixed());
        words.put("shop", List.of(SHOP, shop.id()));
        words.put("shops", List.of(shop.id()));
        words.put("/api/shops id", List.of(spare.id()));
        words.put("/api/session password", List.of(PASSWORD));
        for (String viewer : List.of("viewer1", "viewer2", "walker")) {
            users.provide(viewer, Role.VIEWER, Set.of(), PASSWORD);
        }
        requestsOfPrivacy(shop);
    }

    /** With an order that is none. */
    private void aTableThatCanBeASource() {
        TestPostgres.Database orders = TestPostgres.empty();
        JdbcClient client = JdbcClient.create(orders.dataSource());
        assertThat(client.sql("CREATE TABLE orders (id BIGINT PRIMARY KEY, created TIMESTAMPTZ, total NUMERIC)")
                        .update())
                .isZero();
        assertThat(client.sql("INSERT INTO orders VALUES (1, now(), 10), (2, now(), NULL)")
                        .update())
                .isEqualTo(2);
        words.putAll(KnownWords.table(
                URI.create(orders.url().substring("jdbc:".length())), orders.username(), orders.password()));
    }

    private void requestsOfPrivacy(Shop shop) {
        assertThat(database.sql("""
                                INSERT INTO privacy_request (id, source, source_name, shop, kind, orders, received_at, due_at, dropped)
                                SELECT 'pr-' || n, 'x', 'Shopify', :shop, 'customer-data', '[]', now(), now(), 0
                                FROM generate_series(1, 5) AS n
                                ON CONFLICT DO NOTHING
                                """).param("shop", shop.id()).update()).isNotNegative();
        words.put("/api/sources/privacy-requests id", List.of("pr-1", "pr-2", "pr-3", "pr-4", "pr-5"));
    }

    /** Without a broker: what is asked there is refused, since the server does not speak to its own machine. */
    private void aTopicWithRejectedMessages(Shop shop) {
        assertThat(database.sql("""
                                INSERT INTO topic_source (id, shop, name, place, ready, state, topic_id, created_by)
                                SELECT 'tp_' || n, :shop, 'Orders', '{"servers": "127.0.0.1:9", "topic": "orders",
                                    "protection": "plaintext", "kindFrom": "topic"}', 'woocommerce', 'paused', 'x', 'test'
                                FROM generate_series(1, 200) AS n
                                ON CONFLICT DO NOTHING
                                """).param("shop", shop.id()).update()).isNotNegative();
    }

    private Browser signIn() {
        assertThat(database.sql("delete from login_attempt").update()).isNotNegative();
        Browser browser = new Browser(port);
        assertThat(browser.signIn("mutator", PASSWORD).status()).isEqualTo(200);
        browser.get("/api/session/csrf");
        return browser;
    }

    @Test
    void noBrokenRequestIsAFaultOfOurs() throws InterruptedException {
        List<Endpoint> endpoints = endpoints();
        EndpointWalk.Notes notes = new EndpointWalk.Notes();
        walk(endpoints, notes, INPUTS / 5, SEED);
        long early = heap();
        walk(endpoints, notes, INPUTS - INPUTS / 5, SEED + INPUTS);
        long grown = (heap() - early) >> 20;

        Set<String> never = endpoints.stream().map(Endpoint::name).collect(Collectors.toCollection(TreeSet::new));
        never.removeAll(notes.understood.keySet());
        long longest = Duration.ofNanos(notes.longestNanos.get()).toMillis();
        notes.faults.forEach(System.out::println);
        never.forEach(name -> System.out.println("never understood: " + notes.refusals.getOrDefault(name, name)));
        System.out.println(INPUTS + " requests to " + endpoints.size() + " endpoints, seed " + SEED + ": "
                + notes.statuses + "; longest " + longest + " ms; memory grew by " + grown + " MB; never understood: "
                + never);
        assertThat(notes.faults.stream().limit(8)).isEmpty();
        assertThat(grown).as("MB of memory that stay").isLessThan(300);
        assertThat(never)
                .as("endpoints that took no request, so that only their first check was tried")
                .hasSizeLessThan(endpoints.size() / 8);
    }

    private void walk(List<Endpoint> endpoints, EndpointWalk.Notes notes, int times, long seed)
            throws InterruptedException {
        try (ExecutorService walkers = Executors.newFixedThreadPool(WALKERS)) {
            List<Callable<Void>> walks = IntStream.range(0, WALKERS)
                    .<Callable<Void>>mapToObj(walker -> () -> {
                        new EndpointWalk(port, seed + walker * 1_000_003L, notes, this::signIn, words, sources, key)
                                .over(endpoints, times / WALKERS);
                        return null;
                    })
                    .toList();
            for (Future<Void> walked : walkers.invokeAll(walks)) {
                walked.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            for (String pattern : mapping.getPatternValues()) {
                if (!LEFT_OUT.contains(pattern)) {
                    for (RequestMethod method : methods) {
                        all.add(new Endpoint(method.name(), pattern, handler.getMethod()));
                    }
                }
            }
        });
        all.sort(Comparator.comparing(Endpoint::pattern).thenComparing(Endpoint::method));
        assertThat(all).hasSizeGreaterThan(60);
        return all;
    }
}
