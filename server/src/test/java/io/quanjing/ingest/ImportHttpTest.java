package io.quanjing.ingest;

import static io.quanjing.ingest.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Role;
import io.quanjing.access.Shop;
import io.quanjing.access.Shops;
import io.quanjing.access.Users;
import io.quanjing.job.JobQueue;
import io.quanjing.job.JobWork;
import io.quanjing.job.Jobs;
import io.quanjing.job.Replicas;
import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import io.quanjing.warehouse.FactLoad;
import io.quanjing.warehouse.FactRow;
import io.quanjing.warehouse.Warehouse;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Imports into a running server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ImportHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n";

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private ImportStore store;

    @Autowired
    private ImportLanding landing;

    @Autowired
    private ImportRecovery recovery;

    @Autowired
    private ImportRunner runner;

    @Autowired
    private Shops shops;

    @Autowired
    private KeptLoadStore loads;

    @Autowired
    private InterruptedRuns interrupted;

    @Autowired
    private Replicas replicas;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Warehouse warehouse;

    private Browser browser;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
        registry.add("quanjing.ingest.import.upload-limit", () -> "64KB");
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

    private JsonNode ended(Browser.Answer accepted) throws InterruptedException {
        return Uploads.ended(browser, accepted);
    }

    @Test
    void takesAFileInTheBackgroundAndGivesBackWhatItRejected() throws Exception {
        String good = "1,10,10,上海,2020-02-21 00:00:00,2020-02-21 00:00:09,0\n";
        String bad = "2,ten,10,=上海,2020-02-21 00:00:00,,0\n";
        JsonNode run = ended(upload(browser, "taobao", "上传店", "../../订单.csv", HEADER + good + bad));

        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
        assertThat(run.path("read").asLong()).isEqualTo(2);
        assertThat(run.path("accepted").asLong()).isEqualTo(1);
        assertThat(run.path("rejected").asLong()).isEqualTo(1);
        assertThat(run.path("files").path(0).asString()).isEqualTo("订单.csv");
        assertThat(run.path("by").asString()).isEqualTo("olga");
        assertThat(run.path("facts").path("order_header").path("added").asLong())
                .isEqualTo(1);
        assertThat(run.path("bytesDone").asLong())
                .isPositive()
                .isEqualTo(run.path("bytesTotal").asLong());

        String path = "/api/imports/" + run.path("id").asString();
        JsonNode rejected = browser.get(path + "/quarantine").json();
        assertThat(rejected.path("total").asLong()).isEqualTo(1);
        assertThat(rejected.path("rows").path(0).path("line").asLong()).isEqualTo(3);
        assertThat(rejected.path("rows").path(0).path("reason").path("code").asString())
                .isEqualTo("ingest.not_a_number");
        assertThat(rejected.path("rows").path(0).path("raw").asString()).isEqualTo(bad.strip());

        Browser.Answer csv = browser.get(path + "/quarantine.csv");
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.response().body()).startsWith("\uFEFF订单编号,").contains("'=上海", "订单.csv,3,");
        JsonNode mended = ended(upload(
                browser, "taobao", "上传店", "mended.csv", csv.response().body().replace("ten", "10")));
        assertThat(mended.path("accepted").asLong()).as(mended.toString()).isEqualTo(1);
        assertThat(browser.get("/api/imports").json().size()).isGreaterThanOrEqualTo(2);
        assertThat(Files.exists(landing.folder()
                        .resolve("upload")
                        .resolve(run.path("id").asString())))
                .isFalse();
    }

    @Test
    void takesMendedRowsInAgainAsARunOfItsOwn() throws Exception {
        String rows = "11,ten,10,=上海,2020-02-21 00:00:00,,0\n12,eleven,10,上海,2020-02-21 00:00:00,,0\n";
        JsonNode run = ended(upload(browser, "taobao", "上传店", "bad.csv", HEADER + rows));
        String path = "/api/imports/" + run.path("id").asString();
        JsonNode page = browser.get(path + "/quarantine").json();
        assertThat(page.path("columns").path(0).path(1).asString()).isEqualTo("总金额");
        JsonNode first = page.path("rows").path(0);
        assertThat(first.path("cells").path(1).asString()).isEqualTo("ten");
        assertThat(first.path("cells").path(3).asString()).isEqualTo("=上海");
        List<String> cells = List.of("11", "10", "10", "=上海", "2020-02-21 00:00:00", "", "0");

        String retry = path + "/quarantine/retry";
        assertThat(browser.post(retry, mended(5, cells)).code()).isEqualTo("ingest.upload_invalid");
        assertThat(browser.post(retry, mended(0, List.of("11"))).code()).isEqualTo("ingest.upload_invalid");
        assertThat(browser.post(retry, Map.of()).status()).isEqualTo(400);
        JsonNode next = ended(browser.post(retry, mended(0, cells)));

        assertThat(next.path("state").asString()).as(next.toString()).isEqualTo("done");
        assertThat(next.path("mends").asString()).isEqualTo(run.path("id").asString());
        assertThat(next.path("accepted").asLong()).isEqualTo(1);
        assertThat(next.path("rejected").asLong()).isEqualTo(1);
        assertThat(next.path("files").path(0).asString()).isEqualTo("bad.csv");
        String nextPath = "/api/imports/" + next.path("id").asString();
        JsonNode left =
                browser.get(nextPath + "/quarantine").json().path("rows").path(0);
        assertThat(left.path("cells").path(1).asString()).isEqualTo("eleven");
        assertThat(browser.get(path).json().path("mendedBy").asString())
                .isEqualTo(next.path("id").asString());
        assertThat(browser.post(retry, mended(0, cells)).code()).isEqualTo("ingest.mended_already");

        // What was taken back may be mended anew.
        assertThat(ended(browser.post(nextPath + "/undo", Map.of()))
                        .path("state")
                        .asString())
                .isEqualTo("undone");
        assertThat(browser.get(path).json().path("mendedBy").isNull()).isTrue();
        assertThat(browser.post(nextPath + "/quarantine/retry", mended(0, cells))
                        .code())
                .isEqualTo("ingest.nothing_to_mend");
    }

    private static Map<String, Object> mended(long row, List<String> cells) {
        return Map.of("rows", List.of(Map.of("row", row, "cells", cells)));
    }

    @Test
    void countsWhatStandsAboveTheHeaderAsSkipped() throws Exception {
        String rows = "21,10,10,上海,2020-02-21 00:00:00,2020-02-21 00:00:09,0\n22,ten,10,,2020-02-21 00:00:00,,0\n";
        JsonNode run = ended(upload(browser, "taobao", "上传店", "remarks.csv", "导出时间,2020-03-01\n" + HEADER + rows));
        assertThat(run.path("read").asLong()).as(run.toString()).isEqualTo(3);
        assertThat(run.path("accepted").asLong()).isEqualTo(1);
        assertThat(run.path("rejected").asLong()).isEqualTo(1);
        assertThat(run.path("skipped").asLong()).isEqualTo(1);
    }

    @Test
    void aBrokenFileFailsItsRunAndNotTheServer() throws Exception {
        JsonNode run = ended(upload(browser, "taobao", "上传店", "broken.csv", "a,b\n1,2\n"));
        assertThat(run.path("state").asString()).isEqualTo("failed");
        assertThat(run.path("error").path("code").asString()).isEqualTo("ingest.header_missing");
        assertThat(run.path("error").path("message").asString()).contains("broken.csv", "订单编号");
        assertThat(browser.get("/api/health").status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongFormatALargeUploadAndStrangers() {
        Browser.Answer wrong = upload(browser, "tmall-order", "上传店", "x.csv", HEADER);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.code()).isEqualTo("ingest.unknown_format");
        Browser.Answer large = upload(browser, "taobao", "上传店", "x.csv", "x".repeat(70_000));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.code()).isEqualTo("ingest.upload_too_large");
        assertThat(upload(browser, "taobao", " ", "x.csv", HEADER).status()).isEqualTo(400);
        assertThat(browser.get("/api/imports/none").code()).isEqualTo("ingest.unknown_import");
        users.provide("vera", Role.VIEWER, Set.of(), PASSWORD);
        assertThat(upload(as("vera"), "taobao", "上传店", "x.csv", HEADER).status())
                .isEqualTo(403);
        assertThat(new Browser(port).get("/api/imports").status()).isEqualTo(401);
        assertThat(browser.get("/api/imports/formats").json().findValuesAsString("id"))
                .containsAll(List.of("csv", "fuzzy-factory", "online-retail", "quanjing", "taobao-behavior", "taobao"));
    }

    @Test
    void listsTheNewestRunsOfTheShopsThatAnOperatorSees() throws Exception {
        JsonNode own = ended(upload(browser, "taobao", "Own shop", "own.csv", HEADER));
        JsonNode foreign = ended(upload(browser, "taobao", "Foreign shop", "foreign.csv", HEADER));
        users.provide("otto", Role.OPERATOR, Set.of("own-shop"), PASSWORD);

        JsonNode newest = as("otto").get("/api/imports?limit=1").json();

        assertThat(newest.path(0).path("id").asString())
                .isEqualTo(own.path("id").asString());
        assertThat(foreign.path("shop").asString()).isEqualTo("foreign-shop");
    }

    @Test
    void aShopThatIsCalledAsAnothersIdOpensNoneOfItsRuns() {
        Shop first = shops.findOrCreate("Crossed", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        users.provide("ada", Role.ADMIN, Set.of(), PASSWORD);
        Browser admin = as("ada");
        assertThat(admin.get("/api/session/csrf").status()).isEqualTo(204);
        assertThat(admin.send("PATCH", "/api/shops/" + first.id(), Map.of("name", "Crossed before"))
                        .status())
                .isEqualTo(200);
        Shop second = shops.findOrCreate("Crossed", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        assertThat(second.id()).isNotEqualTo(first.id()).isNotEqualToIgnoringCase(second.name());
        store.running("of-the-first", "taobao", first.id(), List.of("x.csv"), 10, "olga");
        store.running("of-the-second", "taobao", second.id(), List.of("y.csv"), 10, "olga");
        users.provide("oscar", Role.OPERATOR, Set.of(second.id()), PASSWORD);

        assertThat(as("oscar").get("/api/imports").json().findValuesAsString("id"))
                .containsExactly("of-the-second");
    }

    @Test
    void aRunThatItsProcessDidNotEndIsShownAsFailed() {
        store.running("cut-off", "taobao", "上传店", List.of("x.csv"), 10, "olga");
        recovery.afterSingletonsInstantiated();
        JsonNode run = browser.get("/api/imports/cut-off").json();
        assertThat(run.path("state").asString()).isEqualTo("failed");
        assertThat(run.path("error").path("code").asString()).isEqualTo("ingest.interrupted");
    }

    @Test
    void aRunWhoseProcessEndedAfterItsCommitIsNotSaidToBeLost() {
        store.running("committed", "quanjing", "上传店", List.of("x.csv"), 10, "olga");
        try (FactLoad load = warehouse.load("committed")) {
            load.append(FactRow.of(warehouse.table("channel"))
                    .set("shop", "上传店")
                    .set("source", "test")
                    .set("natural_key", "c1")
                    .set("channel", "c1")
                    .set("kind", "search")
                    .set("paid", false));
            assertThat(load.commit().tables()).containsKey("channel");
        }
        recovery.afterSingletonsInstantiated();
        assertThat(browser.get("/api/imports/committed")
                        .json()
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("ingest.interrupted_after_commit");
    }

    @Test
    void anUploadThatCannotBeQueuedLeavesNoRunBehind() throws IOException {
        Jobs broken = new Jobs() {
            @Override
            public <P extends Record> JobQueue<P> register(String name, Class<P> payload, JobWork<P> work) {
                return (id, given) -> {
                    throw new IllegalStateException("The process ends here.");
                };
            }

            @Override
            public void every(String name, Duration interval, Runnable work) {}

            @Override
            public void everywhere(String name, Duration interval, Runnable work) {}
        };
        ImportQueue queue = new ImportQueue(
                runner, store, loads, interrupted, landing, broken, replicas, new TransactionTemplate(transactions));
        Path file = queue.folder("lost").resolve("1/x.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, HEADER);
        ImportQueue.Upload upload = new ImportQueue.Upload(
                "lost", "taobao", "上传店", null, List.of("1/x.csv"), "olga", "OPERATOR", Set.of(), null);
        assertThatThrownBy(() -> queue.enqueue(upload)).hasMessageContaining("ends here");
        assertThat(store.find("lost")).isEmpty();

        store.queued("waits", "taobao", "上传店", List.of("x.csv"), 1, "olga");
        Path waiting = queue.folder("waits").resolve("1/x.csv");
        Files.createDirectories(waiting.getParent());
        Files.writeString(waiting, HEADER);
        recovery.afterSingletonsInstantiated();
        assertThat(queue.folder("lost")).doesNotExist();
        assertThat(waiting).exists();
        queue.drop("waits");
    }

    @Test
    void rejectedRowsThatAreDeletedAreNotShownAsNone() throws Exception {
        JsonNode run = ended(upload(browser, "taobao", "上传店", "x.csv", HEADER + "2,ten,10,,soon,,0\n"));
        String id = run.path("id").asString();
        assertThat(Files.deleteIfExists(Quarantine.path(landing.folder(), id))).isTrue();
        Browser.Answer gone = browser.get("/api/imports/" + id + "/quarantine");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.code()).isEqualTo("ingest.quarantine_gone");
    }

    @Test
    void templatesAreListedAndDownloadedInEitherLanguage() {
        JsonNode list = browser.get("/api/imports/templates").json();
        assertThat(list.valueStream().map(one -> one.path("id").asString()))
                .startsWith("orders")
                .contains("customers", "products", "suppliers");
        assertThat(list.path(0).path("group").asString()).isEqualTo("orders");
        assertThat(list.path(0).path("needed").path(0).path("zh").asString()).isEqualTo("订单号");

        HttpResponse<byte[]> chinese = browser.file("/api/imports/templates/suppliers?as=csv");
        assertThat(new String(chinese.body(), StandardCharsets.UTF_8)).startsWith("\uFEFF供应商编号,");
        assertThat(chinese.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("filename*=UTF-8''" + URLEncoder.encode("供应商模板.csv", StandardCharsets.UTF_8));
        HttpResponse<byte[]> english = browser.file("/api/imports/templates/suppliers?language=en");
        assertThat(english.body()).startsWith('P', 'K');
        assertThat(english.headers().firstValue("Content-Type").orElseThrow()).contains("spreadsheetml");

        assertThat(browser.get("/api/imports/templates/dragons").code()).isEqualTo("ingest.unknown_template");
        assertThat(browser.get("/api/imports/templates/suppliers?as=pdf").code())
                .isEqualTo("ingest.template_form");
    }
}
