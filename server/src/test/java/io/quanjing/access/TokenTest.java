package io.quanjing.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.ShopClock;
import io.quanjing.testing.Browser;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** API tokens, scopes and the audit log on a running server. */
class TokenTest extends OnARunningServer {

    @Autowired
    private Shops shops;

    private Browser admin;
    private Shop red;
    private Shop blue;

    @BeforeEach
    void twoShops() {
        red = shops.findOrCreate("红店", ShopClock.of("Asia/Shanghai"), Currency.getInstance("CNY"));
        blue = shops.findOrCreate("Blue Shop", ShopClock.of("Europe/London"), Currency.getInstance("GBP"));
        admin = signedIn(Role.ADMIN);
    }

    @Test
    void aTokenWorksWithoutCookieAndHeaderAgainstForgery() {
        String secret = issue("ADMIN", List.of()).path("secret").asString();

        Browser.Answer answer = new Browser(port)
                .send(new Browser(port)
                        .request("/api/shops")
                        .header("Authorization", "Bearer " + secret)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"name\":\"By token %s\",\"zone\":\"UTC\",\"currency\":\"EUR\"}"
                                        .formatted(System.nanoTime())))
                        .build());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("id").asString()).startsWith("by-token-");
        assertThat(answer.json().path("cutoff").asString()).isEqualTo("00:00");
    }

    @Test
    void keepsOnlyTheHashOfAToken() throws Exception {
        String secret = issue("VIEWER", List.of()).path("secret").asString();

        assertThat(secret).matches("qj_[A-Za-z0-9_-]{43}");
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(secret.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(database.sql("select count(*) from api_token where token_hash = :hash")
                        .param("hash", hash)
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(database.sql("select string_agg(api_token::text, ' ') from api_token")
                        .query(String.class)
                        .single())
                .doesNotContain(secret.substring(8));
        assertThat(admin.get("/api/tokens").response().body()).doesNotContain(secret.substring(8));
    }

    @Test
    void aRevokedTokenStops() {
        JsonNode token = issue("VIEWER", List.of());
        String secret = token.path("secret").asString();
        assertThat(with(secret, "/api/shops").status()).isEqualTo(200);

        assertThat(admin.send("DELETE", "/api/tokens/" + token.path("id").asString(), Map.of())
                        .status())
                .isEqualTo(204);

        assertThat(with(secret, "/api/shops").code()).isEqualTo("access.bad_token");
    }

    @Test
    void anExpiredTokenStops() {
        JsonNode token = issue("VIEWER", List.of());
        assertThat(database.sql("update api_token set expires_at = now() - interval '1 second' where id = :id::uuid")
                        .param("id", token.path("id").asString())
                        .update())
                .isOne();

        assertThat(with(token.path("secret").asString(), "/api/shops").status()).isEqualTo(401);
    }

    @Test
    void aWrongTokenIsNotSavedByAGoodCookie() {
        Browser.Answer answer = admin.send(admin.request("/api/shops")
                .header("Authorization", "Bearer qj_wrong")
                .GET()
                .build());

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void refusesATokenThatEndsInThePast() {
        Browser.Answer answer = admin.post(
                "/api/tokens",
                Map.of(
                        "name",
                        "late",
                        "role",
                        "VIEWER",
                        "expiresAt",
                        Instant.parse("2020-01-01T00:00:00Z").toString()));

        assertThat(answer.code()).isEqualTo("access.bad_token_request");
    }

    @Test
    void aCallerSeesOnlyTheShopsOfTheScope() {
        Browser half = signedIn(Role.VIEWER, red.id());
        String secret = issue("VIEWER", List.of(blue.id())).path("secret").asString();

        assertThat(half.get("/api/shops").json().findValuesAsString("id")).containsExactly(red.id());
        assertThat(with(secret, "/api/shops").json().findValuesAsString("id")).containsExactly(blue.id());
        assertThat(admin.get("/api/shops").json().findValuesAsString("id")).contains(red.id(), blue.id());
    }

    @Test
    void aShopOutsideTheScopeDoesNotExistForTheCaller() {
        Browser half = signedIn(Role.ADMIN, red.id());
        String path = "/api/shops/" + blue.id();

        Browser.Answer hidden = half.send("PATCH", path, Map.of("name", "Mine"));
        Browser.Answer absent = half.send("PATCH", "/api/shops/absent", Map.of("name", "Mine"));

        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.code()).isEqualTo(absent.code()).isEqualTo("access.unknown_shop");
    }

    @Test
    void anAdministratorOfOneShopCannotMakeOneOfAll() {
        Browser half = signedIn(Role.ADMIN, red.id());

        for (Browser.Answer answer : List.of(
                half.post("/api/users", Map.of("name", "accomplice", "role", "ADMIN")),
                half.send("PATCH", "/api/users/root", Map.of("resetPassword", true)),
                half.post("/api/tokens", Map.of("name", "accomplice", "role", "ADMIN")),
                half.post("/api/shops", Map.of("name", "Mine", "zone", "UTC", "currency", "EUR")),
                half.get("/api/audit"))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("access.shop_out_of_scope");
        }
    }

    @Test
    void theDaysOfAShopStayAsTheyAre() {
        Browser.Answer answer = admin.send("PATCH", "/api/shops/" + blue.id(), Map.of("zone", "Asia/Tokyo"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("access.shop_days_fixed");
    }

    @Test
    void theAuditLogNamesWhoDidWhat() {
        JsonNode token = issue("VIEWER", List.of(red.id()));

        JsonNode newest = admin.get("/api/audit?limit=1").json().get(0);

        assertThat(newest.path("action").asString()).isEqualTo("access.token_created");
        assertThat(newest.path("subject").asString()).isEqualTo(token.path("id").asString());
        assertThat(newest.path("by").asString()).startsWith("admin-");
        assertThat(newest.path("details").path("shops").toString()).contains(red.id());
        assertThat(Instant.parse(newest.path("at").asString())).isBeforeOrEqualTo(Instant.now());
    }

    private JsonNode issue(String role, List<String> scope) {
        Browser.Answer answer = admin.post("/api/tokens", Map.of("name", "robot", "role", role, "shops", scope));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json();
    }

    private Browser.Answer with(String secret, String path) {
        Browser robot = new Browser(port);
        return robot.send(robot.request(path)
                .header("Authorization", "Bearer " + secret)
                .GET()
                .build());
    }
}
