package io.quanjing.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.ingest.DataQuality;
import io.quanjing.ingest.FileImport;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Data quality of a running server: passes, limits, who sees what. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class QualityHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额";
    private static final String ROW = ",38.0,38.0,上海,2020-02-21 00:00:00,2020-02-24 00:00:00,0.0";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    private int port;

    @TempDir
    Path folder;

    @Autowired
    private Users users;

    @Autowired
    private Shops shops;

    @Autowired
    private FileImport imports;

    @Autowired
    private QualityPass pass;

    @Autowired
    private DataQuality quality;

    @Autowired
    private CheckStore store;

    @Autowired
    private ReconciliationStore reconciliation;

    @Autowired
    private Warehouse warehouse;

    @Autowired
    private JdbcClient database;

    private Shop shop;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void shop() {
        shop = shops.findOrCreate(
                "Quality " + NUMBER.incrementAndGet(), ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    }

    private Browser as(Role role, Set<String> scope) {
        String name = "q-" + role.name().toLowerCase(Locale.ROOT) + NUMBER.incrementAndGet();
        users.provide(name, role, scope, PASSWORD);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(name, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    private Browser as(Role role) {
        return as(role, Set.of());
    }

    private void imported(String file, String text) throws IOException {
        Path path = Files.writeString(folder.resolve(file), text);
        var ignored = imports.run(
                new FileImport.Request("taobao", null, shop.name(), List.of(path), Caller.commandLine()), p -> {});
    }

    /** The checks of the test's shop, by rule and part. */
    private Map<String, JsonNode> checks(Browser browser) {
        Map<String, JsonNode> checks = new HashMap<>();
        for (JsonNode check : browser.get("/api/quality").json().path("checks")) {
            if (check.path("shop").asString().equals(shop.id())) {
                checks.put(
                        check.path("rule").asString() + " " + check.path("fact").asString()
                                + check.path("part").asString(),
                        check);
            }
        }
        return checks;
    }

    private JsonNode check(Browser browser, String name) {
        return Objects.requireNonNull(checks(browser).get(name), name);
    }

    private void twoExports() throws IOException {
        imported("a.csv", HEADER + "\n1" + ROW + "\n2" + ROW + "\n3" + ROW + "\n4" + ROW + "\n");
        // One row of four has no amount, and the platform added a column.
        imported(
                "b.csv",
                HEADER + ",新列\n5" + ROW + ",x\n6" + ROW + ",x\n7" + ROW + ",x\n8"
                        + ROW.replace("38.0,38.0", "many,many") + ",x\n");
        pass.run();
    }

    @Test
    void aNewColumnAndRejectedRowsAreToldAfterAnImport() throws IOException {
        twoExports();
        Browser viewer = as(Role.VIEWER);

        JsonNode drift = check(viewer, "drift taobao/" + driftKind(checks(viewer)));
        assertThat(drift.path("state").asString()).isEqualTo("warning");
        assertThat(drift.path("arguments").path("come").get(0).asString()).isEqualTo("新列");
        assertThat(drift.path("arguments").path("goneCount").asInt()).isZero();
        JsonNode rejected = check(viewer, "rejected ");
        assertThat(rejected.path("source").asString())
                .isEqualTo(drift.path("source").asString());
        assertThat(rejected.path("value").decimalValue()).isEqualByComparingTo("0.125");
        assertThat(rejected.path("state").asString()).isEqualTo("failing");
        assertThat(check(viewer, "freshness order_header").path("state").asString())
                .isEqualTo("too_little");
        assertThat(quality.checks())
                .filteredOn(c -> c.shop().equals(shop.id()))
                .extracting(c -> c.key())
                .contains(drift.path("key").asString());
    }

    private static String driftKind(Map<String, JsonNode> checks) {
        return checks.keySet().stream()
                .filter(key -> key.startsWith("drift taobao/"))
                .findFirst()
                .orElseThrow()
                .substring("drift taobao/".length());
    }

    @Test
    void aStateThatStaysKeepsItsBeginningAndWhatIsGoneIsForgotten() throws IOException {
        twoExports();
        String since = check(as(Role.VIEWER), "rejected ").path("since").asString();
        pass.run();
        JsonNode again = check(as(Role.VIEWER), "rejected ");
        assertThat(again.path("since").asString()).isEqualTo(since);
        assertThat(Instant.parse(again.path("checkedAt").asString())).isAfter(Instant.parse(since));
        int changed = database.sql("UPDATE import_run SET finished_at = now() - INTERVAL '31 days' WHERE shop = :shop")
                .param("shop", shop.id())
                .update();
        assertThat(changed).isEqualTo(2);
        pass.run();
        assertThat(checks(as(Role.VIEWER))).doesNotContainKey("rejected ");
    }

    @Test
    void limitsOfAShopHoldAtOnceAndCanBeTakenBack() throws IOException {
        twoExports();
        Browser operator = as(Role.OPERATOR);
        Map<String, Object> lenient =
                Map.of("shop", shop.id(), "rule", "rejected", "warning", new BigDecimal("0.1"), "failing", 0.5);
        assertThat(operator.send("PUT", "/api/quality/threshold", lenient).status())
                .isEqualTo(204);
        assertThat(check(operator, "rejected ").path("state").asString()).isEqualTo("warning");
        pass.run();
        assertThat(check(operator, "rejected ").path("state").asString()).isEqualTo("warning");
        assertThat(database.sql(
                                "SELECT count(*) FROM audit_entry WHERE action = 'ingest.quality_threshold_set' AND subject = :shop")
                        .param("shop", shop.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(operator.send("DELETE", "/api/quality/threshold?rule=rejected&shop=" + shop.id(), Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(check(operator, "rejected ").path("state").asString()).isEqualTo("failing");
    }

    @Test
    void impossibleLimitsAreRefused() {
        Browser operator = as(Role.OPERATOR);
        assertThat(set(operator, shop.id(), "rejected", 0).code()).isEqualTo("ingest.quality_threshold_invalid");
        assertThat(set(operator, shop.id(), "rejected", 0.6).code()).isEqualTo("ingest.quality_threshold_invalid");
        assertThat(set(operator, shop.id(), "rejected", 1e-200).code())
                .as("more decimals than a limit has")
                .isEqualTo("ingest.quality_threshold_invalid");
        assertThat(set(operator, shop.id(), "no_rule", 0.1).code()).isEqualTo("ingest.unknown_quality_rule");
        assertThat(set(operator, "no shop", "rejected", 0.1).code()).isEqualTo("access.unknown_shop");
    }

    private static Browser.Answer set(Browser browser, String shop, String rule, double warning) {
        return browser.send(
                "PUT",
                "/api/quality/threshold",
                Map.of("shop", shop, "rule", rule, "warning", warning, "failing", 0.5));
    }

    @Test
    void whoSeesAnotherShopSeesNothingOfThisOneAndViewersChangeNothing() throws IOException {
        twoExports();
        Shop other = shops.findOrCreate(
                "Quality other " + NUMBER.incrementAndGet(), shop.clock(), Currency.getInstance("CNY"));
        assertThat(checks(as(Role.VIEWER, Set.of(other.id())))).isEmpty();
        assertThat(checks(as(Role.VIEWER, Set.of(shop.id())))).isNotEmpty();
        Browser stranger = as(Role.ADMIN, Set.of(other.id()));
        assertThat(set(stranger, shop.id(), "rejected", 0.1).code()).isEqualTo("access.unknown_shop");
        String series = "/api/quality/series?source=taobao&fact=order_header&shop=" + shop.id();
        assertThat(stranger.get(series).code()).isEqualTo("access.unknown_shop");
        Browser viewer = as(Role.VIEWER);
        assertThat(viewer.get(series).status()).isEqualTo(200);
        assertThat(set(viewer, shop.id(), "rejected", 0.1).status()).isEqualTo(403);
        assertThat(viewer.post("/api/quality/pass", Map.of()).status()).isEqualTo(403);
        String differences = "/api/quality/differences?comparison=payments&ours=o&theirs=p&shop=" + shop.id();
        assertThat(viewer.get(differences).status()).isEqualTo(403);
        assertThat(as(Role.ANALYST).get(differences).json()).isEmpty();
    }

    @Test
    void differencesAreDownloadedAsPlainTextWhateverAnOrderIsCalled() {
        order("=HYPERLINK(1)", "30.00");
        order("known", "10.00");
        Instant at = Instant.parse("2026-11-20T02:00:00Z");
        for (String order : List.of("known", "late")) {
            var ignored = warehouse.write(List.of(FactRow.of(warehouse.table("payment"))
                    .set("shop", shop.id())
                    .set("source", "pay")
                    .set("natural_key", order)
                    .set("at", at.plusSeconds(order.equals("late") ? 10 * 86_400 : 0))
                    .set("shop_day", order.equals("late") ? LocalDate.of(2026, 11, 30) : LocalDate.of(2026, 11, 20))
                    .set("shop_hour", 10L)
                    .set("order_id", order)
                    .set("result", "success")
                    .set("amount", new BigDecimal("10.00"))
                    .set("currency", "CNY")));
        }
        String csv = as(Role.ANALYST)
                .get("/api/quality/differences.csv?comparison=payments&ours=file&theirs=pay&shop=" + shop.id())
                .response()
                .body();
        assertThat(csv.lines())
                .containsExactly(
                        "\uFEFForder,day,ours,refunded,theirs,finding,difference",
                        "\"'=HYPERLINK(1)\",\"2026-11-20\",\"30.00\",\"0.00\",\"\",\"theirs_missing\",\"-30.00\"");
        assertThat(as(Role.ANALYST)
                        .get("/api/quality/differences?comparison=nothing&ours=a&theirs=b&shop=" + shop.id())
                        .code())
                .isEqualTo("ingest.unknown_comparison");
    }

    private void order(String id, String paid) {
        Instant at = Instant.parse("2026-11-20T02:00:00Z");
        var ignored = warehouse.write(List.of(FactRow.of(warehouse.table("order_header"))
                .set("shop", shop.id())
                .set("source", "file")
                .set("natural_key", id)
                .set("at", at)
                .set("shop_day", LocalDate.of(2026, 11, 20))
                .set("shop_hour", 10L)
                .set("order_id", id)
                .set("order_amount", new BigDecimal(paid))
                .set("paid_amount", new BigDecimal(paid))
                .set("paid_at", at)
                .set("paid_day", LocalDate.of(2026, 11, 20))
                .set("paid_hour", 10L)
                .set("currency", "CNY")));
    }

    private QualityPass pass(QueryOptions options, InstantSource clock) {
        return new QualityPass(
                Declared.fromResources(),
                new ProfileStore(warehouse, options),
                reconciliation,
                new RunStore(database),
                store,
                shops,
                options,
                clock);
    }

    @Test
    void whatCannotBeLookedAtKeepsItsLastResult() throws IOException {
        twoExports();
        Browser viewer = as(Role.VIEWER);
        JsonNode before = check(viewer, "freshness order_header");
        pass(new QueryOptions(QueryOptions.Lane.BATCH, Duration.ofMinutes(1), 0), InstantSource.system())
                .run();
        JsonNode board = viewer.get("/api/quality").json();
        assertThat(board.path("leftOut").toString())
                .contains("\"order_header\"")
                .doesNotContain("\"runs\"");
        assertThat(board.path("running").asBoolean()).isFalse();
        assertThat(check(viewer, "freshness order_header")).isEqualTo(before);
        assertThat(check(viewer, "rejected ").path("checkedAt")).isNotEqualTo(before.path("checkedAt"));
    }

    @Test
    void aPassIsDueAfterAnHourOrAnImport() throws IOException {
        twoExports();
        Instant finished = Objects.requireNonNull(store.pass().finishedAt());
        Duration hour = Duration.ofHours(1);
        QueryOptions options = QueryOptions.batch();
        pass(options, InstantSource.fixed(finished.plus(Duration.ofMinutes(59))))
                .runIfDue(hour);
        assertThat(store.pass().finishedAt()).isEqualTo(finished);
        imported("c.csv", HEADER + "\n9" + ROW + "\n");
        pass(options, InstantSource.fixed(finished.plusMillis(1))).runIfDue(hour);
        assertThat(store.pass().finishedAt()).as("without a rest").isEqualTo(finished);
        Instant later = finished.plus(Duration.ofMinutes(30));
        pass(options, InstantSource.fixed(later)).runIfDue(hour);
        assertThat(store.pass().finishedAt()).isEqualTo(later);
        pass(options, InstantSource.fixed(later.plus(hour))).runIfDue(hour);
        assertThat(store.pass().finishedAt()).isEqualTo(later.plus(hour));
        pass.run();
    }

    @Test
    void aPassThatIsAskedForRuns() {
        Browser operator = as(Role.OPERATOR);
        Instant asked = Instant.now();
        assertThat(operator.post("/api/quality/pass", Map.of()).status()).isEqualTo(202);
        Instant end = asked.plus(Duration.ofSeconds(60));
        JsonNode board = operator.get("/api/quality").json();
        while (board.path("running").asBoolean() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(100_000_000L);
            board = operator.get("/api/quality").json();
        }
        assertThat(board.path("running").asBoolean()).isFalse();
        assertThat(Instant.parse(board.path("asOf").asString())).isAfter(asked);
        assertThat(board.path("leftOut")).isEmpty();
        assertThat(board.path("rules")).hasSize(9);
    }
}
