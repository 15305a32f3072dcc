package io.quanjing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quanjing.access.Role;
import io.quanjing.access.Users;
import io.quanjing.ingest.Pseudonyms;
import io.quanjing.job.Replicas;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestFolders;
import io.quanjing.testing.TestPostgres;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Two whole servers, each with its own data folder, on one PostgreSQL. */
class ReplicasTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String BOUNDARY = "a-boundary-of-the-test";
    private static final String HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n";
    private static final String ORDERS = HEADER + "1,178.8,178.8,上海,2020-02-21 0:00:00,2020-02-21 0:00:02,0\n"
            + "2,x,21,广东省,2020-02-20 0:00:00,,0\n";

    private final TestPostgres.Database database = TestPostgres.empty();
    private final List<Replica> replicas = new ArrayList<>();

    private record Replica(ConfigurableApplicationContext context, Browser browser) {

        String id() {
            return context.getBean(Replicas.class).self();
        }

        void stopWorking() {
            context.getBean("jobs", SmartLifecycle.class).stop();
        }

        void work() {
            context.getBean("jobs", SmartLifecycle.class).start();
        }
    }

    @BeforeEach
    void signIn() {
        // Both at once, on a database without a table: each brings it up to date, and makes the secrets.
        replicas.addAll(
                Stream.of("a", "b").map(name -> CompletableFuture.supplyAsync(() -> start(Map.of()))).toList().stream()
                        .map(CompletableFuture::join)
                        .toList());
        signIn(replicas);
    }

    private static void signIn(List<Replica> all) {
        all.getFirst().context().getBean(Users.class).provide("admin", Role.ADMIN, Set.of(), PASSWORD);
        for (Replica replica : all) {
            assertThat(replica.browser().signIn("admin", PASSWORD).status()).isEqualTo(200);
        }
    }

    @AfterEach
    void stop() {
        replicas.forEach(replica -> replica.context().close());
    }

    private Replica start(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--quanjing.data=" + TestFolders.create("replica"),
                "--quanjing.database.url=" + database.url(),
                "--quanjing.database.username=" + database.username(),
                "--quanjing.database.password=" + database.password(),
                "--quanjing.database.connections=6",
                "--server.port=0"));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Quanjing.class)
                .web(WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new));
        return new Replica(
                context, new Browser(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class)));
    }

    @Test
    void startTogetherAndKnowEachOthersSessionsSecretsAndRevocations() {
        Replica a = replicas.getFirst();
        Replica b = replicas.getLast();
        assertThat(a.id()).isNotEqualTo(b.id());

        // A session and its protection against forgery hold on every replica.
        for (String cookie : List.of("quanjing_session", "XSRF-TOKEN")) {
            b.browser().setCookie(cookie, a.browser().cookie(cookie));
        }
        Browser.Answer shop =
                b.browser().post("/api/shops", Map.of("name", "suiyu", "zone", "Asia/Shanghai", "currency", "CNY"));
        assertThat(shop.status()).as(shop.response().body()).isEqualTo(201);
        assertThat(a.browser().get("/api/shops").json().path(0).path("id").asString())
                .isEqualTo("suiyu");

        String phone = "13800138000";
        assertThat(a.context().getBean(Pseudonyms.class).of(phone))
                .isEqualTo(b.context().getBean(Pseudonyms.class).of(phone))
                .isNotEqualTo(phone);

        // A token that one replica revokes is refused by the other at once.
        JsonNode token = a.browser()
                .post("/api/tokens", Map.of("name", "t", "role", "VIEWER", "shops", List.of()))
                .json();
        String secret = token.path("secret").asString();
        assertThat(asToken(b, secret).status()).as(token.toString()).isEqualTo(200);
        assertThat(a.browser()
                        .send(
                                "DELETE",
                                "/api/tokens/"
                                        + token.path("token")
                                                .path("id")
                                                .asString(token.path("id").asString("")),
                                Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(asToken(b, secret).status()).isEqualTo(401);

        // A write key within ten seconds.
        String key = a.browser()
                .post("/api/write-keys", Map.of("shop", "suiyu", "name", "page"))
                .json()
                .path("key")
                .asString();
        assertThat(track(b, key).status()).isEqualTo(200);
        assertThat(a.browser()
                        .send("DELETE", "/api/write-keys/" + key, Map.of())
                        .status())
                .isEqualTo(204);
        await().atMost(Duration.ofSeconds(12)).until(() -> track(b, key).status() == 401);

        // A user who is disabled on one is out on the other.
        b.context().getBean(Users.class).provide("viewer", Role.VIEWER, Set.of(), PASSWORD);
        Browser viewer =
                new Browser(a.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        assertThat(viewer.signIn("viewer", PASSWORD).status()).isEqualTo(200);
        assertThat(b.browser()
                        .send("PATCH", "/api/users/viewer", Map.of("disabled", true))
                        .status())
                .isEqualTo(200);
        assertThat(viewer.get("/api/shops").status()).isEqualTo(401);
    }

    @Test
    void anUploadIsWorkedOffByTheReplicaThatHasItsFilesAndSeenFromAll() {
        Replica a = replicas.getFirst();
        Replica b = replicas.getLast();
        a.stopWorking();
        String id = upload(a);
        // The other one takes the job, has no files, and puts it back.
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(6))
                .until(() -> state(b, id).equals("queued"));

        a.work();

        await().atMost(Duration.ofSeconds(60)).until(() -> state(b, id).equals("done"));
        assertThat(b.browser().get("/api/imports/" + id).json().path("rejected").asLong())
                .isEqualTo(1);
        assertThat(a.browser()
                        .get("/api/imports/" + id + "/quarantine")
                        .json()
                        .path("total")
                        .asLong())
                .isEqualTo(1);
        assertThat(b.browser().get("/api/imports/" + id + "/quarantine").code())
                .isEqualTo("ingest.quarantine_elsewhere");
    }

    @Test
    void withASharedFolderAnyReplicaWorksOffWhatAnotherTookInOrLeft() {
        Path landing = TestFolders.create("landing");
        Map<String, String> shared = Map.of("quanjing.ingest.import.landing", landing.toString());
        Replica a = start(shared);
        Replica b = start(shared);
        replicas.forEach(replica -> replica.context().close());
        replicas.clear();
        replicas.addAll(List.of(a, b));
        signIn(replicas);
        a.stopWorking();

        String id = upload(a);

        await().atMost(Duration.ofSeconds(60)).until(() -> state(a, id).equals("done"));
        assertThat(a.browser()
                        .get("/api/imports/" + id + "/quarantine")
                        .json()
                        .path("total")
                        .asLong())
                .isEqualTo(1);

        // A replica that began an import and was not heard of since: the run is begun again, from the same files.
        b.stopWorking();
        String left = upload(a);
        JdbcClient sql = b.context().getBean(JdbcClient.class);
        assertThat(sql.sql("update import_run set state = 'running', replica = 'dead', attempts = 1 where id = :id")
                        .param("id", left)
                        .update())
                .isOne();
        b.work();
        await().atMost(Duration.ofSeconds(60)).until(() -> state(a, left).equals("done"));
    }

    @Test
    void aStartLeavesTheImportsOfOthersAlone() {
        Replica a = replicas.getFirst();
        JdbcClient sql = a.context().getBean(JdbcClient.class);
        for (String owner : List.of(a.id(), "a replica that is away")) {
            assertThat(sql.sql("""
                            insert into import_run (id, state, format, shop, files, created_by, started_at, replica)
                            values (:owner, 'running', 'quanjing', 'suiyu', '[]', 'admin', now(), :owner)
                            """).param("owner", owner).update()).isOne();
        }

        replicas.add(start(Map.of()));

        assertThat(sql.sql("select distinct state from import_run")
                        .query(String.class)
                        .list())
                .containsExactly("running");
    }

    private static String state(Replica replica, String id) {
        return replica.browser().get("/api/imports/" + id).json().path("state").asString();
    }

    private static Browser.Answer asToken(Replica replica, String secret) {
        return replica.browser()
                .send(replica.browser()
                        .request("/api/shops")
                        .header("Authorization", "Bearer " + secret)
                        .GET()
                        .build());
    }

    private static Browser.Answer track(Replica replica, String key) {
        return replica.browser()
                .send(replica.browser()
                        .request("/v1/batch")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"writeKey":"%s","batch":[{"type":"page","name":"home","anonymousId":"v1"}]}
                                """.formatted(key)))
                        .build());
    }

    private static String upload(Replica replica) {
        StringBuilder body = new StringBuilder();
        Map.of("format", "taobao", "shop", "suiyu").forEach((name, value) -> part(body, name, null, value));
        part(body, "file", "orders.csv", ORDERS);
        body.append("--").append(BOUNDARY).append("--\r\n");
        Browser browser = replica.browser();
        Browser.Answer answer = browser.send(browser.request("/api/imports")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build());
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private static void part(StringBuilder body, String name, @Nullable String file, String value) {
        body.append("--")
                .append(BOUNDARY)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append('"')
                .append(file == null ? "" : "; filename=\"" + file + "\"")
                .append("\r\n\r\n")
                .append(value)
                .append("\r\n");
    }
}
