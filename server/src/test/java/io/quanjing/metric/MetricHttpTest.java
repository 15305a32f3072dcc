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
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        assertThat(answer.path("base").toString()).isEqualTo("{\"from\":\"2026-01-01\",\"to\":\"2026-01-31\"}");
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
    void aFigureOpensItsRowsAndTheirFiles() throws Exception {
        String rows = "/api/metric/rows?metric=aov&from=2026-02-01&to=2026-02-28&cell=" + encoded("region=上海");
        assertThat(browser.get(rows).status()).isEqualTo(401);
        JsonNode page = as("vic").get(rows).json();
        assertThat(page.path("figure").path("value").asString()).isEqualTo("12.50");
        assertThat(page.path("figure").path("formula").asString()).isEqualTo("{gmv} / {buyers}");
        assertThat(page.path("rows").size()).isEqualTo(1);
        assertThat(page.path("rows").path(0).path("customer").asString()).isEqualTo("a…a");
        assertThat(browser.get(rows + "&format=csv").code()).isEqualTo("metric.export_not_allowed");
        assertThat(browser.get(rows + "&limit=501").code()).isEqualTo("metric.bad_rows");
        assertThat(browser.get(rows.replace("aov", "aov,gmv")).code()).isEqualTo("metric.bad_rows");
        String each = rows.replace("aov", "buyers") + "&each=day";
        assertThat(browser.get(each)
                        .json()
                        .path("figure")
                        .path("parts")
                        .path(0)
                        .path("totals")
                        .path(0)
                        .path("how")
                        .asString())
                .isEqualTo("distinct_by_day");
        for (String wrong : List.of("&each=week", "&each=day&grain=day", "&each=day&compare=previous&side=base")) {
            assertThat(browser.get(rows.replace("aov", "buyers") + wrong).code())
                    .isEqualTo("metric.bad_rows");
        }

        browser = new Browser(port);
        String csv = as("ana").get(rows + "&format=csv").response().body();
        assertThat(csv).startsWith("\uFEFFfact,shop,day,at,order_id").contains(",12.50,anna\r\n");
        // what a spreadsheet would run is a text
        assertThat(csv).contains("'=cmd");
        HttpResponse<byte[]> file = browser.file(rows + "&format=xlsx&language=en");
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file.body()))) {
            assertThat(workbook.getSheets().map(org.dhatim.fastexcel.reader.Sheet::getName))
                    .containsExactly("Total", "Order lines");
        }
    }

    @Test
    void aMomentOfThePastIsAnsweredAndOneAheadRefused() {
        as("ana");
        JsonNode before = browser.get("/api/metric?ids=gmv&from=2026-02-01&to=2026-02-28&as-of=2020-01-01T00:00:00Z")
                .json();
        assertThat(before.path("rows").path(0).path("gmv").asString()).isEqualTo("0.00");
        assertThat(before.path("asOf").asString()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(before.path("version").asLong()).isZero();
        assertThat(browser.get("/api/metric/rows?metric=gmv&from=2026-02-01&to=2026-02-28&as-of=2020-01-01T00:00:00Z")
                        .json()
                        .path("rows")
                        .size())
                .isZero();
        assertThat(browser.get(GMV + "&as-of=2999-01-01T00:00:00Z").code()).isEqualTo("metric.bad_moment");

        String changed = "/api/metric/restatements?from=2026-02-01&to=2026-02-28&since=2020-01-01T00:00:00Z";
        // no day of these was over then
        assertThat(browser.get(changed + "&ids=gmv").json().path("changes").size())
                .isZero();
        assertThat(browser.get(changed + "&ids=gmv,aov,orders,buyers,visitors,sessions")
                        .code())
                .isEqualTo("metric.too_much");
        browser = new Browser(port);
        assertThat(as("vic").get(changed + "&ids=gmv").status()).isEqualTo(403);
    }

    @Test
    void whatAnOperatorWritesIntoTheCalendarIsComparedBy() {
        users.provide("oda", Role.OPERATOR, Set.of(), PASSWORD);
        as("oda");
        Map<String, Object> spring = Map.of(
                "event",
                "spring",
                "zh",
                "春季大促",
                "en",
                "Spring sale",
                "shop",
                "*",
                "edition",
                "2026",
                "phases",
                List.of(Map.of("phase", "sale", "from", "2026-03-25", "to", "2026-03-27")));
        assertThat(browser.post("/api/calendar/promotions", spring).status()).isEqualTo(201);
        assertThat(browser.post("/api/calendar/promotions", spring).code()).isEqualTo("calendar.promotion_exists");
        String event = "/api/metric?ids=gmv&from=2026-03-25&to=2026-03-27&grain=day&compare=event";
        assertThat(browser.get(event).code()).isEqualTo("calendar.no_event");
        String before =
                "event,edition,zh,en,shop,phase,from,to\nspring,2025,春季大促,Spring sale,Web,sale,2025-03-20,2025-03-21\n";
        assertThat(browser.post("/api/calendar/import", Map.of("kind", "promotions", "csv", before))
                        .json()
                        .path("rows")
                        .asInt())
                .isEqualTo(1);

        // the calendar has moved and the facts have not: the question is answered anew
        JsonNode answer = as("vic").get(event).json();
        assertThat(answer.path("base").toString()).isEqualTo("{\"from\":\"2025-03-20\",\"to\":\"2025-03-21\"}");
        assertThat(answer.path("basePeriods").toString())
                .isEqualTo("{\"2026-03-25\":\"2025-03-20\",\"2026-03-26\":\"2025-03-21\"}");
        JsonNode chosen = browser.get("/api/metric?ids=gmv&from=2026-03-25&to=2026-03-27&compare=custom"
                        + "&compare-from=2026-02-10&compare-to=2026-02-12")
                .json();
        assertThat(chosen.path("rows").path(0).path("gmv_base").asString()).isEqualTo("12.50");

        JsonNode calendar =
                browser.get("/api/calendar?from=2026-03-01&to=2026-03-31").json();
        JsonNode own = calendar.path("promotions").path(1);
        assertThat(own.path("event").asString()).isEqualTo("spring");
        assertThat(own.path("editable").asBoolean()).isFalse();
        assertThat(own.path("phases").toString())
                .isEqualTo("[{\"phase\":\"sale\",\"from\":\"2026-03-25\",\"to\":\"2026-03-27\"}]");
        as("oda");
        assertThat(browser.send(
                                "DELETE",
                                "/api/calendar/promotions/" + own.path("id").asString(),
                                Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(browser.get("/api/calendar?from=0&to=1").code()).isEqualTo("calendar.bad_days");
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
    void aWorkbookHasNumbersAndTitlesAndNoFormulas() throws Exception {
        assertThat(as("vic").get(GMV + "&format=xlsx").code()).isEqualTo("metric.export_not_allowed");
        as("ana");
        try (ReadableWorkbook workbook = workbook(
                GMV
                        + "&by=region,campaign&grain=day&where=region%3DShanghai&compare=previous&format=xlsx&language=zh-CN")) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(texts(rows.getFirst()))
                    .containsExactly(
                            "地区",
                            "地区 ID",
                            "活动",
                            "周期",
                            "支付金额 (GMV)",
                            "支付金额 (GMV)（对比期）",
                            "支付金额 (GMV)变化",
                            "支付买家数",
                            "支付买家数（对比期）",
                            "支付买家数变化");
            Row row = rows.get(1);
            assertThat(row.getCell(0).getText()).isEqualTo("上海");
            assertThat(row.getCell(2).getType()).isEqualTo(CellType.STRING);
            assertThat(row.getCell(2).getText()).isEqualTo("=cmd|' /C calc'!A0");
            assertThat(row.getCell(2).getFormula()).isNull();
            assertThat(row.getCellAsDate(3).orElseThrow()).isEqualTo(LocalDateTime.parse("2026-02-10T00:00"));
            assertThat(row.getCell(4).getType()).isEqualTo(CellType.NUMBER);
            assertThat(row.getCell(4).asNumber()).isEqualByComparingTo("12.5");
            assertThat(row.getCell(4).getDataFormatString()).isEqualTo("#,##0.00");
            assertThat(row.getCell(6).getText()).isEqualTo("历史不足");
            assertThat(row.getCell(7).getDataFormatString()).isEqualTo("#,##0");
            assertThat(rows).hasSize(2);
        }
        try (ReadableWorkbook workbook = workbook(GMV + "&by=region&format=xlsx&language=en")) {
            assertThat(texts(workbook.getFirstSheet().read().getFirst()))
                    .containsExactly("Region", "Region ID", "GMV", "Buyers");
        }
    }

    private ReadableWorkbook workbook(String path) throws Exception {
        HttpResponse<byte[]> file = browser.file(path);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"quanjing-2026-02-01-2026-02-28.xlsx\"");
        return new ReadableWorkbook(new ByteArrayInputStream(file.body()), new ReadingOptions(true, false));
    }

    private static List<String> texts(Row row) {
        return row.stream().map(cell -> cell.getText()).toList();
    }

    @Test
    void aBreakdownTellsItsRestAndItsTotal() {
        JsonNode answer = as("vic").get(GMV + "&by=region&limit=1&rest=true").json();
        assertThat(answer.path("whole").toString())
                .isEqualTo("{\"others\":0,\"rest\":null,\"total\":{\"gmv\":\"12.50\",\"buyers\":1}}");
        assertThat(browser.get(GMV + "&by=region").json().path("whole").isNull())
                .isTrue();
        assertRefused(GMV + "&limit=5&rest=true", "metric.bad_rest");
    }

    @Test
    void valuesAreFoundByAPartOfTheirTitle() {
        assertThat(as("vic").get("/api/dimension/region/values?q=SHANG").json().toString())
                .isEqualTo("[{\"value\":\"上海\",\"title\":{\"zh\":\"上海\",\"en\":\"Shanghai\"}}]");
        assertRefused("/api/dimension/regoin/values", "metric.unknown_dimension");
        assertRefused("/api/dimension/region/values?q=" + "x".repeat(201), "metric.too_much");
    }

    @Test
    void everyParameterHasItsLimit() {
        as("vic");
        assertRefused("/api/metric/state?ids=", "metric.unknown_metric");
        assertRefused("/api/metric/state?ids=gmw", "metric.unknown_metric");
        assertRefused("/api/orders/latest?limit=0", "metric.bad_limit");
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

    @Test
    @Timeout(60)
    void tellsAPageOfNewsUntilItsUserIsGone() {
        as("vic");
        HttpResponse<Stream<String>> stream = browser.open("/api/version/stream");
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).isEqualTo("text/event-stream;charset=UTF-8");
        Iterator<String> lines = stream.body().iterator();
        JsonNode first = next(lines, "version");
        assertThat(first.path("today").size()).isEqualTo(1);
        // Only what is sent tells the server that a page has gone.
        while (!lines.next().equals(":")) {
            assertThat(lines.hasNext()).isTrue();
        }

        ShopRows rows = new ShopRows(warehouse, shops.find("Web").orElseThrow());
        Objects.requireNonNull(rows.order("n" + UUID.randomUUID(), "2026-02-11T10:00", "bert", "1"));
        rows.write();
        JsonNode second = next(lines, "version");
        assertThat(second.path("warehouse").asLong())
                .isGreaterThan(first.path("warehouse").asLong());

        assertThat(browser.send("DELETE", "/api/session", Map.of()).status()).isEqualTo(204);
        // Within a beat: a stream that went on would never come to the end of its lines.
        lines.forEachRemaining(line -> {});
        assertThat(lines.hasNext()).isFalse();
    }

    @Test
    void aShopsOwnMetricIsCheckedKeptAndAnsweredAtOnce() {
        users.provide("oda", Role.OPERATOR, Set.of(), PASSWORD);
        String wrong = "metrics:\n  fee: {title: 佣金, expression: gvm * 0.1}\n";
        String right = wrong.replace("gvm", "gmv");
        String february = "&from=2026-02-01&to=2026-02-28&shop=Web";
        as("vic");
        assertThat(browser.post("/api/dictionary/own/check", Map.of("shop", "Web", "text", right))
                        .status())
                .isEqualTo(403);
        as("oda");
        JsonNode problem = browser.post("/api/dictionary/own/check", Map.of("shop", "Web", "text", wrong))
                .json()
                .path("problems")
                .path(0);
        assertThat(problem.path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("column").asInt()).isEqualTo(32);
        assertThat(problem.path("rule").asString()).isEqualTo("unknown_name");
        assertThat(problem.path("maybe").path(0).asString()).isEqualTo("gmv");
        assertThat(browser.send("PUT", "/api/dictionary/own", Map.of("shop", "Web", "text", wrong, "version", 0))
                        .code())
                .isEqualTo("metric.bad_definition");
        assertRefused("/api/metric?ids=fee" + february, "metric.unknown_metric");
        JsonNode kept = browser.send("PUT", "/api/dictionary/own", Map.of("shop", "Web", "text", right, "version", 0))
                .json();
        assertThat(kept.path("version").asInt()).isEqualTo(1);
        assertThat(kept.path("checked")
                        .path("metrics")
                        .path(0)
                        .path("formula")
                        .path("zh")
                        .asString())
                .isEqualTo("支付金额 (GMV) × 0.1");
        JsonNode answer = browser.get("/api/metric?ids=fee" + february).json();
        assertThat(answer.path("rows").toString()).isEqualTo("[{\"fee\":\"1.25\"}]");
        assertThat(browser.get("/api/dictionary?shop=Web")
                        .json()
                        .path("metrics")
                        .toString())
                .contains("\"id\":\"fee\"");
        assertThat(browser.get("/api/dictionary/metrics/fee?shop=Web")
                        .json()
                        .path("changed")
                        .path("by")
                        .asString())
                .isEqualTo("oda");
        assertThat(browser.send("PUT", "/api/dictionary/own", Map.of("shop", "Web", "text", "", "version", 0))
                        .code())
                .isEqualTo("metric.definitions_moved");
        assertThat(browser.send("DELETE", "/api/dictionary/own?shop=Web&version=1", Map.of())
                        .status())
                .isEqualTo(200);
        assertRefused("/api/metric?ids=fee" + february, "metric.unknown_metric");
        assertThat(browser.get("/api/dictionary/own/versions?shop=Web").json().size())
                .isEqualTo(2);
        assertThat(browser.get("/api/dictionary/own/versions/1?shop=Web")
                        .json()
                        .path("text")
                        .asString())
                .isEqualTo(right);
    }

    @Test
    void oneUserHasSoManyPagesThatAreTold() {
        as("ana");
        List<HttpResponse<Stream<String>>> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            HttpResponse<Stream<String>> stream = browser.open("/api/version/stream");
            open.add(stream);
            if (stream.statusCode() != 200) {
                assertThat(stream.statusCode()).isEqualTo(429);
                assertThat(String.join("", stream.body().toList())).contains("metric.too_many_streams");
                break;
            }
        }
        assertThat(open).hasSize(13);
        open.forEach(stream -> stream.body().close());
    }

    /** The data of the next event of this name. */
    private static JsonNode next(Iterator<String> lines, String event) {
        while (!lines.next().equals("event: " + event)) {
            // Another event, or what stands between two.
        }
        return JsonMapper.shared().readTree(lines.next().substring("data: ".length()));
    }

    private void assertRefused(String path, String code) {
        Browser.Answer answer = browser.get(path);
        assertThat(answer.code()).as("%s: %s", path, answer).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains("Maybe ");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
