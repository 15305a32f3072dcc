package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.access.Role;
import io.quanjing.access.Users;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that no format knows, over HTTP: preview, rehearsal, and formats of the installation. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MappingHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String BOUNDARY = "a-boundary-of-the-test";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ORDERS = "My order no,When bought,Sum of all\n1,2026-11-01 10:00:00,5\n2,soon,6\n";

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private ImportLanding landing;

    @Autowired
    private ImportRunner runner;

    @TempDir
    private Path folder;

    private Browser operator;
    private Browser admin;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestPostgres.properties(registry);
        registry.add("quanjing.ingest.import.upload-limit", () -> "64KB");
    }

    @BeforeEach
    void people() {
        operator = as("olga", Role.OPERATOR, Set.of());
        admin = as("ada", Role.ADMIN, Set.of());
    }

    private Browser as(String user, Role role, Set<String> shops) {
        users.provide(user, role, shops, PASSWORD);
        Browser as = new Browser(port);
        assertThat(as.signIn(user, PASSWORD).status()).isEqualTo(200);
        return as;
    }

    private static Browser.Answer send(Browser browser, String path, String file, Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../mine.csv\"\r\n\r\n")
                .append(file)
                .append("\r\n--" + BOUNDARY + "--\r\n");
        Browser.Answer ignored = browser.get("/api/session/csrf");
        assertThat(ignored.status()).isEqualTo(204);
        return browser.send(browser.request("/api/imports/" + path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build());
    }

    private static Browser.Answer json(Browser browser, String method, String path, Object body) {
        Browser.Answer ignored = browser.get("/api/session/csrf");
        assertThat(ignored.status()).isEqualTo(204);
        return browser.send(browser.request("/api/imports/" + path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"))
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private static Map<String, Object> draft(String name) {
        return Map.of(
                "name",
                name,
                "kind",
                "orders",
                "columns",
                List.of("My order no", "When bought", "Sum of all"),
                "fields",
                Map.of(
                        "order_id", Map.of("from", "COLUMN", "column", 1),
                        "at", Map.of("from", "COLUMN", "column", 2),
                        "order_amount", Map.of("from", "COLUMN", "column", 3),
                        "paid_at", Map.of("from", "ORDER")));
    }

    private void leavesNothingBehind() throws IOException {
        Path uploads = landing.folder().resolve("upload");
        if (Files.exists(uploads)) {
            try (Stream<Path> left = Files.list(uploads)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void showsAFileAndWhatItMayBe() throws IOException {
        String orders = ORDERS.replace("My order no,When bought,Sum of all", "Order no,Order date,Total");
        Browser.Answer answer =
                send(operator, "mapping/preview", orders + "3,2026-11-03,7\n4,2026-11-04,8\n", Map.of());

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        JsonNode preview = answer.json();
        assertThat(preview.path("file").asString()).isEqualTo("mine.csv");
        assertThat(preview.path("reading").path("delimiter").asString()).isEqualTo(",");
        assertThat(preview.path("reading").path("headerRow").asInt()).isEqualTo(1);
        assertThat(preview.path("rows").size()).isEqualTo(4);
        assertThat(preview.path("drafts").path(0).path("draft").path("fields").size())
                .isPositive();
        JsonNode raw = send(
                        operator, "mapping/preview", ORDERS, Map.of("reading", "{\"headerRow\":0,\"delimiter\":\";\"}"))
                .json();
        assertThat(raw.path("columns").size()).isEqualTo(1);
        assertThat(raw.path("rows").size()).isEqualTo(3);
        leavesNothingBehind();
    }

    @Test
    void tellsWhatAnImportWouldDo() throws IOException {
        String text = JSON.writeValueAsString(draft("told"));
        Browser.Answer answer =
                send(operator, "mapping/rehearsal", ORDERS, Map.of("shop", "Nobody's shop", "draft", text));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json()
                        .path("facts")
                        .path("order_header")
                        .path("added")
                        .asLong())
                .isEqualTo(1);
        assertThat(answer.json().path("reasons").path(0).path("code").asString())
                .isEqualTo("ingest.not_a_time");
        assertThat(operator.get("/api/shops").response().body()).doesNotContain("Nobody's shop");
        assertThat(operator.get("/api/imports").response().body()).doesNotContain("Nobody's shop");
        leavesNothingBehind();
    }

    @Test
    void refusesWhatCannotBeReadAndWhatIsTooMuch() throws IOException {
        assertThat(send(operator, "mapping/preview", "<html><table>", Map.of()).code())
                .isEqualTo("ingest.file_not_text");
        assertThat(send(operator, "mapping/preview", "\u0000\u0001", Map.of()).code())
                .isEqualTo("ingest.file_not_text");
        assertThat(send(operator, "mapping/preview", "a,".repeat(400) + "a\n", Map.of())
                        .code())
                .isEqualTo("ingest.draft_invalid");
        assertThat(send(operator, "mapping/preview", "x".repeat(70_000), Map.of())
                        .code())
                .isEqualTo("ingest.upload_too_large");
        assertThat(send(operator, "mapping/preview", ORDERS, Map.of("reading", "{\"encoding\":\"Klingon\"}"))
                        .code())
                .isEqualTo("ingest.draft_invalid");
        assertThat(send(operator, "mapping/rehearsal", ORDERS, Map.of("shop", "x", "draft", "{"))
                        .code())
                .isEqualTo("ingest.draft_invalid");
        assertThat(json(
                                operator,
                                "POST",
                                "mapping/text",
                                Map.of("name", "x", "kind", "orders", "columns", List.of("a")))
                        .code())
                .isEqualTo("ingest.draft_incomplete");
        leavesNothingBehind();
    }

    @Test
    void whatIsNullIsNotSaid() throws IOException {
        assertThat(send(operator, "mapping/preview", ORDERS, Map.of("reading", "null"))
                        .code())
                .isEqualTo("ingest.draft_invalid");
        assertThat(send(operator, "mapping/rehearsal", ORDERS, Map.of("shop", "x", "draft", "null"))
                        .code())
                .isEqualTo("ingest.draft_invalid");
        String text = JSON.writeValueAsString(draft("none"));
        for (String broken : List.of(
                text.replace("\"fields\":{", "\"fields\":{\"customer\":null,"),
                text.replace("\"column\":1", "\"column\":1,\"values\":{\"x\":null}"))) {
            assertThat(broken).isNotEqualTo(text);
            assertThat(json(operator, "POST", "mapping/text", JSON.readTree(broken))
                            .json()
                            .path("mapping")
                            .asString())
                    .contains("order_header");
        }
        leavesNothingBehind();
    }

    @Test
    void askWhoMay() {
        Browser viewer = as("vera", Role.VIEWER, Set.of());
        assertThat(send(viewer, "mapping/preview", ORDERS, Map.of()).status()).isEqualTo(403);
        assertThat(json(viewer, "POST", "own-formats", draft("no")).status()).isEqualTo(403);
        Browser bound = as("otto", Role.OPERATOR, Set.of("own-shop"));
        String text = JSON.writeValueAsString(draft("no"));
        Browser.Answer foreign = send(bound, "mapping/rehearsal", ORDERS, Map.of("shop", "Other", "draft", text));
        assertThat(foreign.code()).isEqualTo("ingest.shop_forbidden");
        assertThat(json(operator, "DELETE", "own-formats/none", Map.of()).status())
                .isEqualTo(403);
    }

    @Test
    void aSavedFormatIsRecognisedUntilItIsDeleted() throws IOException {
        Browser.Answer saved = json(operator, "POST", "own-formats", draft("Laden A"));
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(201);
        assertThat(json(operator, "POST", "own-formats", draft("laden a")).code())
                .isEqualTo("ingest.format_name_taken");
        assertThat(json(operator, "POST", "own-formats", draft("Laden B")).code())
                .isEqualTo("ingest.format_known");
        assertThat(json(operator, "POST", "own-formats", draft("taobao")).code())
                .isEqualTo("ingest.format_name_taken");
        assertThat(operator.get("/api/imports/formats").json().findValuesAsString("id"))
                .contains("Laden A");

        Path file = Files.writeString(folder.resolve("drop.csv"), ORDERS);
        ImportSummary first = recognised(file);
        assertThat(first.facts()).containsEntry("order_header", new ImportSummary.Facts(1, 0, 0));

        Browser.Answer renamed = json(admin, "PUT", "own-formats/Laden%20A", Map.of("name", "Laden Z"));
        assertThat(renamed.status()).as(renamed.response().body()).isEqualTo(200);
        assertThat(recognised(file).facts()).containsEntry("order_header", new ImportSummary.Facts(0, 0, 1));
        assertThat(json(admin, "DELETE", "own-formats/Laden%20Z", Map.of()).status())
                .isEqualTo(204);
        assertThat(operator.get("/api/imports/own-formats").json().size()).isZero();
        assertThat(admin.get("/api/audit").response().body())
                .contains("ingest.format_saved", "ingest.format_renamed", "ingest.format_deleted");
    }

    private ImportSummary recognised(Path file) {
        io.quanjing.access.Caller caller = new io.quanjing.access.Caller("drop folder", Role.OPERATOR, Set.of());
        return runner.run(
                new FileImport.Request(FileImport.RECOGNISED, null, "Laden", List.of(file), caller), progress -> {});
    }

    @Test
    void whatABuiltInFormatRecognisesCannotBecomeAnother() {
        Map<String, Object> taobao = Map.of(
                "name",
                "mine",
                "kind",
                "orders",
                "columns",
                List.of("订单编号", "总金额", "买家实际支付金额", "收货地址 ", "订单创建时间", "订单付款时间 ", "退款金额"),
                "fields",
                Map.of(
                        "order_id", Map.of("from", "COLUMN", "column", 1),
                        "at", Map.of("from", "COLUMN", "column", 5),
                        "order_amount", Map.of("from", "COLUMN", "column", 2)));
        Browser.Answer refused = json(operator, "POST", "own-formats", taobao);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("ingest.format_known");
        assertThat(refused.response().body()).contains("taobao");
    }
}
