package io.quanjing.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.Browser.Answer;
import io.quanjing.testing.TestPostgres;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Explanations and benchmarks of a running server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ExplanationHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String DAYS = "&from=2026-02-01&to=2026-02-28";

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private Shops shops;

    private Browser browser;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void aShopWithoutData() {
        assertThat(shops.findOrCreate("Web", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY")))
                .isNotNull();
        users.provide("oli", Role.OPERATOR, Set.of(), PASSWORD);
        users.provide("vic", Role.VIEWER, Set.of(), PASSWORD);
        browser = new Browser(port);
    }

    private Browser as(String user) {
        assertThat(browser.signIn(user, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    @Test
    void aViewerAsksWhyAndIsToldThatNothingIsKnown() {
        assertThat(browser.get("/api/explanation?metric=gmv" + DAYS).status()).isEqualTo(401);
        Answer answer = as("vic").get("/api/explanation?metric=gmv&by=channel" + DAYS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("factors").isNull()).isTrue();
        // Nothing was sold before or after, which no channel changed; the pay rate of nobody is not known.
        assertThat(answer.json().path("contributions").path("change").asString())
                .isEqualTo("0.00");
        assertThat(answer.json().path("contributions").path("parts").isEmpty()).isTrue();
        assertThat(answer.json().path("notes").toString()).contains("explore.factor_unknown");
        assertThat(answer.json().path("base").path("to").asString()).isEqualTo("2026-01-31");
    }

    @Test
    void oneMetricAndOneDimensionAtATimeAndNoSidesOfRatios() {
        as("vic");
        assertThat(browser.get("/api/explanation?metric=gmv,orders" + DAYS).code())
                .isEqualTo("explore.one_at_a_time");
        assertThat(browser.get("/api/explanation?metric=gmv&by=channel,region" + DAYS)
                        .code())
                .isEqualTo("explore.one_at_a_time");
        assertThat(browser.get("/api/explanation?metric=gmv&by=channel&limit=101" + DAYS)
                        .code())
                .isEqualTo("explore.one_at_a_time");
        assertThat(browser.get("/api/explanation?metric=gmv&by=event_type" + DAYS)
                        .code())
                .isEqualTo("metric.not_splittable");
        assertThat(browser.get("/api/metric?ids=pay_rate.numerator" + DAYS).code())
                .isEqualTo("metric.unknown_metric");
    }

    @Test
    void operatorsBringBenchmarksInAndEverybodySeesThem() {
        Map<String, String> file =
                Map.of("csv", "metric,from,to,value,source\npay_rate,2026-01-01,2026-03-31,3.5%,Report\n");
        assertThat(as("vic").post("/api/benchmark/import", file).status()).isEqualTo(403);
        assertThat(as("oli")
                        .post("/api/benchmark/import", file)
                        .json()
                        .path("rows")
                        .asInt())
                .isEqualTo(1);
        Answer refused = browser.post(
                "/api/benchmark/import",
                Map.of("csv", "metric,from,to,value,source\nx,2026-01-01,2026-03-31,3.5%,R\n"));
        assertThat(refused.code()).isEqualTo("benchmark.bad_rows");
        assertThat(refused.json().toString()).contains("\"line\":2");

        as("vic");
        assertThat(browser.get("/api/benchmark?metrics=pay_rate,gmv" + DAYS)
                        .json()
                        .path("positions")
                        .get(0)
                        .path("value")
                        .asDouble())
                .isEqualTo(0.035);
        String id = browser.get("/api/benchmark/all").json().get(0).path("id").asString();
        assertThat(browser.send("DELETE", "/api/benchmark/" + id, Map.of()).status())
                .isEqualTo(403);
        assertThat(as("oli").send("DELETE", "/api/benchmark/" + id, Map.of()).status())
                .isEqualTo(204);
    }
}
