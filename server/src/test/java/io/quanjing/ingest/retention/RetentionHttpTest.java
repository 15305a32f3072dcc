package io.quanjing.ingest.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Audit;
import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Who chooses for how long facts are kept, and what the job then deletes. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RetentionHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static int number;

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private Shops shops;

    @Autowired
    private Warehouse warehouse;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient database;

    private Shop shop;
    private Browser admin;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void shop() {
        shop = shops.findOrCreate("Kept " + ++number, ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        admin = as(Role.ADMIN, Set.of());
    }

    @AfterEach
    void nothingIsChosen() {
        int ignored = database.sql("DELETE FROM retention").update();
    }

    private Browser as(Role role, Set<String> scope) {
        String name = "kept" + ++number;
        users.provide(name, role, scope, PASSWORD);
        Browser browser = new Browser(port);
        assertThat(browser.signIn(name, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    private static Map<String, @Nullable Object> choice(@Nullable Integer days, boolean confirmed) {
        Map<String, @Nullable Object> choice = new HashMap<>();
        choice.put("days", days);
        choice.put("confirmed", confirmed);
        return choice;
    }

    private void visit(String key, String day) {
        FactRow row = FactRow.of(warehouse.table("event"))
                .set("shop", shop.id())
                .set("source", "test")
                .set("natural_key", key)
                .set("at", Instant.parse(day + "T04:00:00Z"))
                .set("shop_day", LocalDate.parse(day))
                .set("shop_hour", 12L)
                .set("type", "page_view")
                .set("visitor", "v");
        assertThat(warehouse.write(List.of(row)).counts("event").added()).isEqualTo(1);
    }

    private List<List<@Nullable Object>> visits() {
        return warehouse
                .query(
                        new SqlQuery("SELECT natural_key FROM event WHERE shop = ? ORDER BY 1", List.of(shop.id())),
                        QueryOptions.interactive())
                .rows();
    }

    private Retention on(String moment) {
        return new Retention(
                new RetentionStore(database),
                new OldFactStore(warehouse),
                warehouse,
                audit,
                InstantSource.fixed(Instant.parse(moment)));
    }

    private JsonNode kept(String data) {
        for (JsonNode each :
                as(Role.VIEWER, Set.of(shop.id())).get("/api/retention").json()) {
            if (each.path("data").asString().equals(data)) {
                return each;
            }
        }
        throw new AssertionError(data);
    }

    @Test
    void everythingIsKeptUntilSomebodyChoosesOtherwise() {
        visit("old", "2001-01-01");

        on("2026-11-20T12:00:00Z").deleteOld();

        assertThat(kept("visits").path("chosen").isNull()).isTrue();
        assertThat(visits()).containsExactly(List.of("old"));
    }

    @Test
    void deletesWholeShopDaysThatAreOlderThanChosen() {
        visit("1", "2002-01-31");
        visit("2", "2002-02-01");
        visit("3", "2002-02-02");
        assertThat(admin.send("PUT", "/api/retention/visits", choice(31, false)).status())
                .isEqualTo(204);

        on("2002-03-05T23:59:00Z").deleteOld();

        assertThat(visits()).containsExactly(List.of("3"));
        JsonNode chosen = kept("visits").path("chosen");
        assertThat(chosen.path("days").asInt()).isEqualTo(31);
        assertThat(chosen.path("deletedBefore").asString()).isEqualTo("2002-02-02");
        assertThat(chosen.path("deletedRows").asInt()).isGreaterThanOrEqualTo(2);
        // Whoever takes the limit away keeps what is there.
        assertThat(admin.send("PUT", "/api/retention/visits", choice(null, false))
                        .status())
                .isEqualTo(204);
        on("2002-09-05T00:00:00Z").deleteOld();
        assertThat(visits()).containsExactly(List.of("3"));
        assertThat(database.sql("SELECT action FROM audit_entry WHERE subject = 'visits' ORDER BY id")
                        .query(String.class)
                        .list())
                .containsSubsequence("ingest.retention_set", "ingest.facts_deleted", "ingest.retention_removed");
    }

    @Test
    void tellsBeforehandWhatWouldBeDeleted() {
        visit("1", "1990-01-31");

        JsonNode preview = admin.get("/api/retention/visits/preview?days=10000").json();

        assertThat(preview.path("rows").path("event").asInt()).isPositive();
        assertThat(preview.path("first").asString()).isEqualTo("1990-01-31");
        assertThat(preview.path("before").asString()).isGreaterThan("1999");
        assertThat(admin.get("/api/retention/content/preview?days=10000").json().path("rows"))
                .isEmpty();
        assertThat(visits()).hasSize(1);
    }

    @Test
    void ordersAreKeptForThreeYearsUnlessSomebodyConfirms() {
        assertThat(admin.send("PUT", "/api/retention/orders", choice(365, false))
                        .code())
                .isEqualTo("ingest.retention_unconfirmed");
        assertThat(admin.send("PUT", "/api/retention/orders", choice(1096, false))
                        .status())
                .isEqualTo(204);
        assertThat(admin.send("PUT", "/api/retention/orders", choice(365, true)).status())
                .isEqualTo(204);
        assertThat(kept("orders").path("usualDays").asInt()).isEqualTo(1096);
    }

    @Test
    void refusesWhatCannotBeChosen() {
        for (int days : new int[] {-1, 0, 30, 36_501}) {
            assertThat(admin.send("PUT", "/api/retention/visits", choice(days, true))
                            .code())
                    .isEqualTo("ingest.retention_days_invalid");
            assertThat(admin.get("/api/retention/visits/preview?days=" + days).code())
                    .isEqualTo("ingest.retention_days_invalid");
        }
        assertThat(admin.send("PUT", "/api/retention/everything", choice(400, true))
                        .code())
                .isEqualTo("ingest.unknown_retained_data");
        assertThat(as(Role.ADMIN, Set.of(shop.id()))
                        .send("PUT", "/api/retention/visits", choice(400, true))
                        .code())
                .isEqualTo("ingest.retention_of_all_shops");
        assertThat(as(Role.ADMIN, Set.of(shop.id()))
                        .get("/api/retention/visits/preview?days=400")
                        .code())
                .as("it counts the rows of all shops")
                .isEqualTo("ingest.retention_of_all_shops");
        assertThat(as(Role.OPERATOR, Set.of())
                        .send("PUT", "/api/retention/visits", choice(400, true))
                        .status())
                .isEqualTo(403);
        assertThat(kept("visits").path("chosen").isNull()).isTrue();
    }
}
