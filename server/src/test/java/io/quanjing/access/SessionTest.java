package io.quanjing.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.Quanjing;
import io.quanjing.testing.Browser;
import io.quanjing.testing.TestFolders;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;

/** Signing in and out of a running server. */
class SessionTest extends OnARunningServer {

    @Autowired
    private Environment environment;

    private Browser browser;

    @BeforeEach
    void anna() {
        users.provide("anna", Role.ANALYST, Set.of(), PASSWORD);
        browser = new Browser(port);
    }

    @Test
    void letsInWhoKnowsThePassword() {
        assertThat(browser.get("/api/session").status()).isEqualTo(401);

        Browser.Answer answer = browser.signIn("Anna ", PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("username").asString()).isEqualTo("anna");
        assertThat(answer.json().path("role").asString()).isEqualTo("ANALYST");
        assertThat(answer.json().path("passwordChangeRequired").asBoolean()).isFalse();
        assertThat(browser.get("/api/session").json()).isEqualTo(answer.json());
        assertThat(browser.get("/api/shops").status()).isEqualTo(200);
    }

    @Test
    void theEntrySaysWhoIsThereWithoutRefusingAnybody() {
        Browser.Answer stranger = browser.get("/api/session/entry");

        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.json().path("session").isNull()).isTrue();

        Browser.Answer answer = browser.signIn("anna", PASSWORD);

        assertThat(browser.get("/api/session/entry").json().path("session")).isEqualTo(answer.json());
    }

    @Test
    void aRealInstallationOffersNoSignIns() {
        JsonNode entry = browser.get("/api/session/entry").json();

        assertThat(entry.path("demo").asBoolean()).isFalse();
        assertThat(entry.path("signIns").isArray()).isTrue();
        assertThat(entry.path("signIns").isEmpty()).isTrue();
    }

    @Test
    void saysTheSameToAWrongPasswordAndAnUnknownUser() {
        Browser.Answer wrong = browser.signIn("anna", "wrong horse battery");
        Browser.Answer unknown = browser.signIn("nobody", "wrong horse battery");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("access.bad_credentials");
        assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
    }

    @Test
    void answersNamesThatNobodyCanHaveLikeAnyOther() {
        for (String name : List.of("a\u0000", "x".repeat(4_000), "", "安".repeat(65))) {
            Browser.Answer answer = new Browser(port).signIn(name, PASSWORD);

            assertThat(answer.status()).as(name).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("access.bad_credentials");
        }
    }

    @Test
    void countsAttemptsByWhatTheProxyOnThisMachineSaysOfTheCaller() {
        Browser browser = new Browser(port);
        for (int attempt = 0; attempt < 6; attempt++) {
            HttpRequest elsewhere = browser.request("/api/session")
                    .header("X-Forwarded-For", "203.0.113.7")
                    .header("Content-Type", "application/json")
                    .header("X-XSRF-TOKEN", csrf(browser))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"username\":\"anna\",\"password\":\"wrong\"}"))
                    .build();
            assertThat(browser.send(elsewhere).status()).isEqualTo(attempt < 5 ? 401 : 429);
        }

        assertThat(new Browser(port).signIn("anna", PASSWORD).status()).isEqualTo(200);
    }

    private static String csrf(Browser browser) {
        assertThat(browser.get("/api/session/csrf").status()).isEqualTo(204);
        return browser.cookie("XSRF-TOKEN");
    }

    @Test
    void refusesAPostWithoutTheHeaderAgainstForgery() {
        browser.signIn("anna", PASSWORD);
        HttpRequest forged = browser.request("/api/session/password")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        Browser.Answer answer = browser.send(forged);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("access.csrf_token_required");
    }

    @Test
    void givesANewSessionIdAtSignIn() {
        browser.signIn("anna", PASSWORD);
        String first = browser.cookie("quanjing_session");

        browser.signIn("anna", PASSWORD);

        assertThat(browser.cookie("quanjing_session")).isNotEqualTo(first);
        Browser thief = new Browser(port);
        thief.setCookie("quanjing_session", first);
        assertThat(thief.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void endsTheSessionAtSignOut() {
        browser.signIn("anna", PASSWORD);
        String session = browser.cookie("quanjing_session");

        assertThat(browser.send("DELETE", "/api/session", Map.of()).status()).isEqualTo(204);

        Browser late = new Browser(port);
        late.setCookie("quanjing_session", session);
        assertThat(late.get("/api/shops").status()).isEqualTo(401);
    }

    @Test
    void keepsScriptsAndForeignSitesFromTheSessionCookie() {
        Browser.Answer answer = browser.signIn("anna", PASSWORD);

        assertThat(answer.response().headers().allValues("set-cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("quanjing_session=")
                        .contains("HttpOnly", "SameSite=Strict", "Path=/"));
    }

    @Test
    void endsTheOtherSessionsWhenThePasswordChanges() {
        Browser other = new Browser(port);
        other.signIn("anna", PASSWORD);
        browser.signIn("anna", PASSWORD);

        Browser.Answer changed =
                browser.post("/api/session/password", Map.of("current", PASSWORD, "next", "another long secret"));

        assertThat(changed.status()).isEqualTo(204);
        assertThat(browser.get("/api/shops").status()).isEqualTo(200);
        assertThat(other.get("/api/shops").status()).isEqualTo(401);
        assertThat(new Browser(port).signIn("anna", "another long secret").status())
                .isEqualTo(200);
    }

    @Test
    void refusesAWeakNewPassword() {
        browser.signIn("anna", PASSWORD);

        for (String weak : new String[] {"short", "aaaaaaaaaaaaaaaa", "xx-anna-2026-xx", PASSWORD}) {
            Browser.Answer answer = browser.post("/api/session/password", Map.of("current", PASSWORD, "next", weak));
            assertThat(answer.code()).as(weak).isEqualTo("access.weak_password");
            forgetAttempts();
        }
    }

    @Test
    void stopsGuessingAfterFiveAttempts() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(browser.signIn("anna", "guess number " + attempt).status())
                    .isEqualTo(401);
        }

        Browser.Answer sixth = browser.signIn("anna", PASSWORD);

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("access.too_many_attempts");
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 900);
    }

    @Test
    void stopsGuessingAcrossManyUsers() {
        for (int attempt = 1; attempt <= 50; attempt++) {
            assertThat(browser.signIn("user" + attempt, "one password for all").status())
                    .isEqualTo(401);
        }

        assertThat(browser.signIn("anna", PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void endsTheSessionsOfADisabledUser() {
        users.provide("root", Role.ADMIN, Set.of(), PASSWORD);
        Browser admin = new Browser(port);
        admin.signIn("root", PASSWORD);
        browser.signIn("anna", PASSWORD);

        assertThat(admin.send("PATCH", "/api/users/anna", Map.of("disabled", true))
                        .status())
                .isEqualTo(200);

        assertThat(browser.get("/api/shops").status()).isEqualTo(401);
        assertThat(new Browser(port).signIn("anna", PASSWORD).code()).isEqualTo("access.bad_credentials");
    }

    @Test
    void keepsPasswordsAsArgon2idWithTheParametersOfOwasp() {
        assertThat(database.sql("select password_hash from user_account where name = 'anna'")
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void asksForAPasswordOfOnesOwnBeforeAnythingElse() {
        String oneTime = signedIn(Role.ADMIN)
                .post("/api/users", Map.of("name", "new" + System.nanoTime(), "role", "VIEWER"))
                .json()
                .path("oneTimePassword")
                .asString();
        String name = database.sql(
                        "select name from user_account where name like 'new%' order by created_at desc limit 1")
                .query(String.class)
                .single();

        assertThat(browser.signIn(name, oneTime)
                        .json()
                        .path("passwordChangeRequired")
                        .asBoolean())
                .isTrue();
        assertThat(browser.get("/api/shops").code()).isEqualTo("access.password_change_required");
        assertThat(browser.post("/api/session/password", Map.of("current", oneTime, "next", "my very own secret"))
                        .status())
                .isEqualTo(204);

        assertThat(browser.get("/api/shops").status()).isEqualTo(200);
        assertThat(new Browser(port).signIn(name, oneTime).status()).isEqualTo(401);
    }

    @Test
    void knowsTheSessionOnAnotherServerOverTheSameDatabase() {
        browser.signIn("anna", PASSWORD);
        // A server that starts later remembers nothing by itself, like one after a restart.
        try (ConfigurableApplicationContext later = new SpringApplicationBuilder(Quanjing.class)
                .properties(Map.of("server.port", "0"))
                .environment(sameDatabaseOtherFolder())
                .run()) {
            Browser there = new Browser(later.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            there.setCookie("quanjing_session", browser.cookie("quanjing_session"));

            assertThat(there.get("/api/session").json().path("username").asString())
                    .isEqualTo("anna");
        }
    }

    private ConfigurableEnvironment sameDatabaseOtherFolder() {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> properties = new HashMap<>();
        for (String name : List.of("url", "username", "password")) {
            String key = "quanjing.database." + name;
            properties.put(key, this.environment.getRequiredProperty(key));
        }
        properties.put("quanjing.data", TestFolders.create("replica").toString());
        environment.getPropertySources().addFirst(new MapPropertySource("replica", properties));
        return environment;
    }
}
