package io.quanjing.ingest;

import static io.quanjing.ingest.Uploads.ended;
import static io.quanjing.ingest.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.access.Users;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.SqlQuery;
import io.quanjing.warehouse.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Imports that are taken back on a running server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ImportUndoTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n";

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private ImportStore store;

    @Autowired
    private ImportUndo undo;

    @Autowired
    private Warehouse warehouse;

    private Browser browser;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
    }

    @BeforeEach
    void operator() {
        users.provide("olga", Role.OPERATOR, Set.of(), PASSWORD);
        browser = as("olga");
    }

    private Browser as(String user) {
        Browser as = new Browser(port);
        assertThat(as.signIn(user, PASSWORD).status()).isEqualTo(200);
        return as;
    }

    private static String order(String id, int amount) {
        return id + "," + amount + "," + amount + ",上海,2020-02-21 00:00:00,2020-02-21 00:00:09,0\n";
    }

    private String imported(String shop, String name, String rows) throws InterruptedException {
        JsonNode run = ended(browser, upload(browser, "taobao", shop, name, HEADER + rows));
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
        return run.path("id").asString();
    }

    private List<String> amounts(String shop) {
        return warehouse
                .query(
                        new SqlQuery(
                                "SELECT order_id, paid_amount FROM sales_line WHERE shop = ? ORDER BY 1",
                                List.of(shop)),
                        QueryOptions.interactive())
                .rows()
                .stream()
                .map(row -> row.get(0) + " " + ((java.math.BigDecimal) row.get(1)).intValueExact())
                .toList();
    }

    private static String path(String id) {
        return "/api/imports/" + id + "/undo";
    }

    @Test
    void showsWhatWouldHappenAndThenTakesTheRunBack() throws Exception {
        imported("undo-a", "right.csv", order("1", 10) + order("2", 20));
        String wrong = imported("undo-a", "wrong.csv", order("2", 99) + order("3", 30) + order("4", 40));
        String later = imported("undo-a", "later.csv", order("4", 44));

        JsonNode preview = browser.get(path(wrong)).json();

        assertThat(preview.path("tables").path("order_header").toString())
                .isEqualTo("{\"removed\":1,\"restored\":1,\"kept\":0}");
        assertThat(preview.path("staying").path(0).path("id").asString()).isEqualTo(later);
        assertThat(preview.path("staying").path(0).path("files").path(0).asString())
                .isEqualTo("later.csv");
        assertThat(preview.path("staying").path(0).path("rows").asLong()).isEqualTo(1);
        assertThat(amounts("undo-a")).containsExactly("1 10", "2 99", "3 30", "4 44");

        JsonNode run = ended(browser, browser.post(path(wrong), Map.of()));

        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("undone");
        assertThat(run.path("undo").path("by").asString()).isEqualTo("olga");
        assertThat(Instant.parse(run.path("undo").path("askedAt").asString())).isBeforeOrEqualTo(Instant.now());
        assertThat(run.path("undo")
                        .path("tables")
                        .path("order_header")
                        .path("removed")
                        .asLong())
                .isEqualTo(1);
        assertThat(amounts("undo-a")).containsExactly("1 10", "2 20", "4 44");
        assertThat(browser.post(path(wrong), Map.of()).code()).isEqualTo("ingest.undone_already");
        assertThat(browser.get(path(wrong)).code()).isEqualTo("ingest.undone_already");
        users.provide("ada", Role.ADMIN, Set.of(), PASSWORD);
        assertThat(as("ada").get("/api/audit").response().body()).contains("ingest.import_undone", wrong);
    }

    @Test
    void namesLaterImportsThatFoundTheSameRows() throws Exception {
        String first = imported("undo-b", "january.csv", order("1", 10));
        imported("undo-b", "january-and-february.csv", order("1", 10) + order("2", 20));

        JsonNode repeating = browser.get(path(first)).json().path("repeating");

        assertThat(repeating.path(0).path("files").path(0).asString()).isEqualTo("january-and-february.csv");
        assertThat(repeating.path(0).path("rows").asLong()).isPositive();
    }

    @Test
    void refusesWhatKeptNothingAndStrangers() throws Exception {
        JsonNode failed = ended(browser, upload(browser, "taobao", "undo-c", "broken.csv", "a,b\n1,2\n"));
        assertThat(browser.post(path(failed.path("id").asString()), Map.of()).code())
                .isEqualTo("ingest.nothing_to_undo");
        assertThat(browser.post(path("none"), Map.of()).code()).isEqualTo("ingest.unknown_import");

        String id = imported("undo-c", "x.csv", order("1", 10));
        users.provide("otto", Role.OPERATOR, Set.of("another-shop"), PASSWORD);
        assertThat(as("otto").post(path(id), Map.of()).code()).isEqualTo("ingest.unknown_import");
        users.provide("vera", Role.VIEWER, Set.of(), PASSWORD);
        assertThat(as("vera").post(path(id), Map.of()).status()).isEqualTo(403);
        assertThat(as("vera").get(path(id)).status()).isEqualTo(403);
        assertThat(amounts("undo-c")).containsExactly("1 10");
    }

    /** Its process ended after the warehouse had taken the run back, and before that was written down. */
    @Test
    void whatWasInterruptedIsBroughtToItsEnd() throws Exception {
        String id = imported("undo-d", "x.csv", order("1", 10));
        ImportRun run = store.find(id).orElseThrow();
        assertThat(store.undoing(run, new ImportRun.Undo("olga", Instant.now(), null, null)))
                .isTrue();
        assertThat(warehouse.undo(id).changes()).isTrue();

        undo.afterSingletonsInstantiated();

        JsonNode ended = Uploads.ended(browser, id);
        assertThat(ended.path("state").asString()).isEqualTo("undone");
        assertThat(ended.path("undo").path("by").asString()).isEqualTo("olga");
    }
}
