package io.quanjing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quanjing.access.Role;
import io.quanjing.access.Users;
import io.quanjing.database.EmbeddedPostgres;
import io.quanjing.kernel.DataFolder;
import io.quanjing.testing.Browser;
import io.quanjing.testing.Relay;
import io.quanjing.testing.TestFolders;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running server whose PostgreSQL is stopped for a while and started again. */
class DatabaseAwayTest {

    /** What a request waits that asks a database which does not answer; six of them would wait six times as long. */
    private static final Duration WAITED = Duration.ofSeconds(5);

    private static final String PASSWORD = "correct horse battery";

    @Test
    void everyRequestIsToldPlainlyAndTheServerGoesOnByItself() {
        DataFolder folder = new DataFolder(TestFolders.create("away"));
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
        try (Relay relay = new Relay()) {
            relay.leadTo(port(postgres));
            try (ConfigurableApplicationContext context = start(relay, postgres)) {
                context.getBean(Users.class).provide("admin", Role.ADMIN, Set.of(), PASSWORD);
                int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                Browser signedIn = new Browser(port);
                assertThat(signedIn.signIn("admin", PASSWORD).status()).isEqualTo(200);
                assertThat(signedIn.post(
                                        "/api/shops",
                                        Map.of("name", "suiyu", "zone", "Asia/Shanghai", "currency", "CNY"))
                                .status())
                        .isEqualTo(201);
                assertThat(signedIn.get("/api/health").json().path("status").asString())
                        .isEqualTo("up");

                postgres.close();

                // Nobody is sent to the login, whoever asks for whatever; after the first, nobody waits.
                assertAway(signedIn.get("/api/shops"));
                long from = System.nanoTime();
                for (String path : new String[] {
                    "/api/session/entry", "/api/session", "/api/version", "/api/metric?ids=gmv", "/api/imports"
                }) {
                    assertAway(signedIn.get(path));
                }
                assertAway(signedIn.post("/api/session", Map.of("username", "admin", "password", PASSWORD)));
                assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(WAITED.multipliedBy(3));
                Browser.Answer health = new Browser(port).get("/api/health");
                assertThat(health.status()).isEqualTo(503);
                assertThat(health.json().path("status").asString()).isEqualTo("down");
                // The page itself needs no database.
                assertThat(new Browser(port).get("/").status()).isNotEqualTo(503);

                postgres = EmbeddedPostgres.start(folder);
                relay.leadTo(port(postgres));

                await().atMost(Duration.ofSeconds(30))
                        .until(() -> signedIn.get("/api/shops").status() == 200);
                assertThat(signedIn.get("/api/version").status()).isEqualTo(200);
                assertThat(signedIn.get("/api/health").json().path("status").asString())
                        .isEqualTo("up");
            }
        } finally {
            postgres.close();
        }
    }

    private static void assertAway(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().toString()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("web.database_away");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.response().body()).doesNotContain("Exception");
    }

    private static int port(EmbeddedPostgres postgres) {
        return URI.create(postgres.url().substring("jdbc:".length())).getPort();
    }

    private static ConfigurableApplicationContext start(Relay relay, EmbeddedPostgres postgres) {
        return new SpringApplicationBuilder(Quanjing.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--quanjing.data=" + TestFolders.create("server"),
                        "--quanjing.database.url=jdbc:postgresql://127.0.0.1:" + relay.port() + "/quanjing",
                        "--quanjing.database.username=" + postgres.username(),
                        "--quanjing.database.password=" + postgres.password(),
                        "--quanjing.database.connections=6",
                        "--server.port=0");
    }
}
