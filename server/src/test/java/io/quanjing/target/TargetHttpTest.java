package io.quanjing.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Targets of a running server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TargetHttpTest {

    private static final String PASSWORD = "correct horse battery";

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private Shops shops;

    @Autowired
    private Warehouse warehouse;

    private Browser browser;
    private Shop shop;
    private LocalDate today;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void oneOrder() {
        shop = shops.findOrCreate("Goal", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        today = shop.clock().day(Instant.now());
        Objects.requireNonNull(warehouse.write(List.of(TargetFixture.order(warehouse, shop, today, "25"))));
        warehouse.awaitMarts();
        users.provide("oli", Role.OPERATOR, Set.of(), PASSWORD);
        users.provide("ana", Role.ANALYST, Set.of(), PASSWORD);
        browser = new Browser(port);
        assertThat(browser.signIn("oli", PASSWORD).status()).isLessThan(300);
    }

    private int put(String period, String target) {
        return browser.send(
                        "PUT",
                        "/api/target",
                        Map.of("shop", shop.id(), "metric", "gmv", "period", period, "target", target))
                .status();
    }

    @Test
    void aTargetIsGivenShownOnTheCardAndTakenBack() {
        assertThat(put(today.toString(), "100")).isEqualTo(204);
        assertThat(put(String.valueOf(today.getYear()), "50")).isEqualTo(409);

        JsonNode state = browser.get(
                        "/api/target/state?ids=gmv,visitors&from=" + today + "&to=" + today + "&shop=" + shop.id())
                .json();
        assertThat(state.path("today").asString()).isEqualTo(today.toString());
        JsonNode gmv = state.path("figures").path("gmv");
        assertThat(gmv.path("target").asString()).isEqualTo("100.00");
        assertThat(gmv.path("actual").asString()).isEqualTo("25.00");
        assertThat(gmv.path("attainment").asDouble()).isEqualTo(0.25);
        assertThat(gmv.path("pace").isNull()).isTrue();
        assertThat(gmv.path("whyNoLanding").asString()).isEqualTo("too_few_days");
        assertThat(gmv.path("shape").asString()).isEqualTo("even");
        assertThat(state.path("figures").path("visitors").path("why").asString())
                .isEqualTo("no_target");

        JsonNode year = browser.get("/api/target/year?shop=" + shop.id() + "&metric=gmv&year=" + today.getYear())
                .json();
        assertThat(year.path("periods").size()).isEqualTo(17 + today.lengthOfYear());
        assertThat(browser.get("/api/target?year=" + today.getYear()).json().size())
                .isEqualTo(1);

        String given = "/api/target?shop=" + shop.id() + "&metric=gmv&period=" + today;
        assertThat(browser.send("DELETE", given, Map.of()).status()).isEqualTo(204);
        assertThat(browser.send("DELETE", given, Map.of()).code()).isEqualTo("target.unknown_target");
    }

    @Test
    void aFileIsTriedAndAllReadButOnlyOperatorsWrite() {
        Map<String, Object> file =
                Map.of("csv", "shop,metric,dimension,value,period,target\nGoal,gmv,,,2031-13,1\n", "dryRun", true);
        JsonNode report = browser.post("/api/target/import", file).json();
        assertThat(report.path("errors").get(0).path("code").asString()).isEqualTo("target.bad_period");
        assertThat(report.path("errors").get(0).path("line").asInt()).isEqualTo(2);
        assertThat(report.path("imported").asBoolean()).isFalse();

        Browser analyst = new Browser(port);
        assertThat(analyst.signIn("ana", PASSWORD).status()).isLessThan(300);
        assertThat(analyst.get("/api/target?year=2031").status()).isEqualTo(200);
        assertThat(analyst.post("/api/target/import", file).status()).isEqualTo(403);
        assertThat(analyst.get("/api/target?year=31").code()).isEqualTo("target.bad_period");
        assertThat(analyst.get("/api/target/state?ids=gmv&from=2020-01-01&to=2026-12-31")
                        .code())
                .isEqualTo("target.too_much");
        assertThat(analyst.get("/api/target/state?ids=gmw&from=2026-01-01&to=2026-12-31")
                        .code())
                .isEqualTo("target.unknown_metric");
    }
}
