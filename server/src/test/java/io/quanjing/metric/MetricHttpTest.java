package io.quanjing.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
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

/** Figures of a running server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MetricHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String GMV = "/api/metric?ids=gmv,buyers&from=2026-02-01&to=2026-02-28";

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private Shops shops;

    @Autowired
    private Warehouse warehouse;

    private Browser browser;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void oneOrder() {
        Shop shop = shops.findOrCreate("Web", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        ShopRows rows = new ShopRows(warehouse, shop);
        FactRow order = rows.paid(rows.order("w1", "2026-02-10T10:00", "anna", "12.5"), "2026-02-10T10:00");
        Objects.requireNonNull(order.set("region", "上海").set("campaign", "=cmd|' /C calc'!A0"));
        rows.write();
        users.provide("ana", Role.ANALYST, Set.of(), PASSWORD);
        users.provide("vic", Role.VIEWER, Set.of(), PASSWORD);
        browser = new Browser(port);
    }

    private Browser as(String user) {
        assertThat(browser.signIn(user, PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    @Test
    void nobodyWithoutALoginSeesAFigure() {
        assertThat(browser.get(GMV).status()).isEqualTo(401);
        assertThat(browser.get("/api/dictionary").status()).isEqualTo(401);
        assertThat(browser.get("/api/version").status()).isEqualTo(401);
    }

    @Test
    void answersWithRowsLabelsAndTheVersionOfTheData() {
        JsonNode answer = as("vic")
                .get(GMV + "&by=region&compare=previous&where=" + encoded("region=Shanghai"))
                .json();
        assertThat(answer.path("rows").toString())
                .isEqualTo(
                        "[{\"region\":\"上海\",\"gmv\":\"12.50\",\"gmv_base\":null,\"gmv_change\":\"not enough history\","
                                + "\"buyers\":1,\"buyers_base\":null,\"buyers_change\":\"not enough history\"}]");
        assertThat(answer.path("base").toString()).isEqualTo("{\"from\":\"2026-01-04\",\"to\":\"2026-01-31\"}");
        assertThat(answer.path("labels").path("region").path("上海").path("en").asString())
                .isEqualTo("Shanghai");
        assertThat(answer.path("currency").asString()).isEqualTo("CNY");
        assertThat(answer.path("truncated").asBoolean()).isFalse();
        JsonNode version = browser.get("/api/version").json();
        assertThat(version.path("warehouse").asLong())
                .isEqualTo(answer.path("version").asLong());
        assertThat(version.path("today").size()).isEqualTo(1);
    }

    @Test
    void theDictionaryTellsWhatCanBeAsked() {
        JsonNode dictionary = as("vic").get("/api/dictionary").json();
        JsonNode gmv = dictionary
                .path("metrics")
                .valueStream()
                .filter(m -> m.path("id").asString().equals("gmv"))
                .findFirst()
                .orElseThrow();
        assertThat(gmv.path("title").path("zh").asString()).isEqualTo("支付金额 (GMV)");
        assertThat(gmv.path("unit").asString()).isEqualTo("amount");
        assertThat(gmv.path("direction").asString()).isEqualTo("up");
        assertThat(gmv.path("dimensions").toString()).contains("\"region\"").doesNotContain("event_type");
    }

    @Test
    void aFileIsForAnalystsAndRunsNothingInASpreadsheet() {
        assertThat(as("vic").get(GMV + "&format=csv").code()).isEqualTo("metric.export_not_allowed");
        Browser.Answer file = as("ana").get(GMV + "&by=region,campaign&format=csv");
        assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"quanjing-2026-02-01-2026-02-28.csv\"");
        assertThat(file.response().body())
                .isEqualTo("\uFEFFregion,campaign,gmv,buyers\r\n上海,'=cmd|' /C calc'!A0,12.50,1\r\n");
    }

    @Test
    void everyParameterHasItsLimit() {
        as("vic");
        assertRefused("/api/metric?ids=&from=2026-02-01&to=2026-02-28", "metric.unknown_metric");
        assertRefused("/api/metric?ids=gmv&from=2026-02-01", "metric.bad_day");
        assertRefused("/api/metric?ids=gmv&from=2026-02-30&to=2026-03-01", "metric.bad_day");
        assertRefused("/api/metric?ids=gmv&from=2026-03-01&to=2026-02-01", "metric.bad_range");
        assertRefused(GMV + "&grain=year", "metric.bad_grain");
        assertRefused(GMV + "&compare=next", "metric.bad_comparison");
        assertRefused(GMV + "&where=region", "metric.bad_filter");
        assertRefused(GMV + "&limit=10001", "metric.bad_limit");
        assertRefused(GMV + "&order=orders", "metric.bad_order");
        assertRefused(GMV + "&format=xml", "metric.bad_format");
        assertRefused(GMV + "&by=region,device,hour,weekday", "metric.too_much");
        assertRefused("/api/metric?ids=gmv&from=2026-02-01&to=2026-03-28&grain=hour", "metric.too_much");
        assertRefused(GMV + "&where=" + encoded("product=" + "x".repeat(300)), "metric.too_much");
    }

    private void assertRefused(String path, String code) {
        Browser.Answer answer = browser.get(path);
        assertThat(answer.code()).as(path).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains("Maybe ");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
