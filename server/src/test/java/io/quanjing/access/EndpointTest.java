package io.quanjing.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What holds for every endpoint of a running server, of whatever module. */
class EndpointTest extends OnARunningServer {

    /** Everything that answers without login, token or write key. A new entry needs a reason that convinces. */
    private static final Set<String> OPEN = Set.of(
            "GET /api/health",
            "GET /api/session",
            "POST /api/session",
            "DELETE /api/session",
            "GET /api/session/entry",
            "GET /api/session/csrf");

    /** Addresses that the clients of others have built in; each asks for a write key, like those under /v1. */
    private static final Set<String> OF_CLIENTS = Set.of(
            "/batch",
            "/capture",
            "/com.snowplowanalytics.snowplow/tp2",
            "/debug",
            "/debug/mp/collect",
            "/decide",
            "/e",
            "/flags",
            "/i/v0/e",
            "/matomo.php",
            "/matomo/{key}/matomo.php",
            "/mp/collect",
            "/piwik.php",
            "/sa",
            "/sa.gif");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private record Endpoint(String method, String pattern, HandlerMethod handler) {

        String path() {
            return pattern.replaceAll("\\{[^}]+}", "00000000-0000-0000-0000-000000000000");
        }
    }

    @Test
    void nothingAnswersWithoutLoginOrToken() {
        Browser stranger = new Browser(port);
        List<String> answered = new ArrayList<>();
        for (Endpoint endpoint : ours()) {
            String name = endpoint.method() + " " + endpoint.pattern();
            if (!OPEN.contains(name)) {
                Browser.Answer answer = ask(stranger, endpoint);
                if (answer.status() != 401 || !answer.code().equals("access.sign_in_required")) {
                    answered.add(name + " → " + answer.status());
                }
            }
        }

        assertThat(answered).isEmpty();
    }

    @Test
    void onlyWhatIsListedSaysThatItIsOpen() {
        Set<String> open = new TreeSet<>();
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.handler().hasMethodAnnotation(OpenToAll.class)
                    && !endpoint.pattern().startsWith("/v1")
                    && !ofClients(endpoint.pattern())
                    && !endpoint.pattern().equals("/error")) {
                open.add(endpoint.method() + " " + endpoint.pattern());
            }
        }

        assertThat(open).isEqualTo(new TreeSet<>(OPEN));
    }

    @Test
    void everyAddressIsUnderApiOrV1OrBuiltIntoClients() {
        assertThat(endpoints())
                .extracting(Endpoint::pattern)
                .allMatch(pattern -> pattern.startsWith("/api/")
                        || pattern.startsWith("/v1/")
                        || pattern.equals("/error")
                        || ofClients(pattern));
    }

    private static boolean ofClients(String pattern) {
        return OF_CLIENTS.contains(pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern);
    }

    @Test
    void aViewerReachesNothingThatNeedsMore() {
        Browser viewer = signedIn(Role.VIEWER);
        List<String> reached = new ArrayList<>();
        int asked = 0;
        for (Endpoint endpoint : ours()) {
            RequiresRole required = endpoint.handler().getMethodAnnotation(RequiresRole.class);
            if (required != null && required.value() != Role.VIEWER) {
                asked++;
                Browser.Answer answer = ask(viewer, endpoint);
                if (answer.status() != 403 || !answer.code().equals("access.role_required")) {
                    reached.add(endpoint + " → " + answer.status());
                }
            }
        }

        assertThat(reached).isEmpty();
        assertThat(asked).isGreaterThan(8);
    }

    @Test
    void nothingChangesWithoutTheHeaderAgainstForgery() {
        Browser admin = signedIn(Role.ADMIN);
        List<String> changed = new ArrayList<>();
        for (Endpoint endpoint : ours()) {
            if (!endpoint.method().equals("GET")) {
                HttpRequest forged = admin.request(endpoint.path())
                        .header("Content-Type", "application/json")
                        .method(endpoint.method(), HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
                Browser.Answer answer = admin.send(forged);
                if (answer.status() != 403 || !answer.code().equals("access.csrf_token_required")) {
                    changed.add(endpoint + " → " + answer.status());
                }
            }
        }

        assertThat(changed).isEmpty();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/", "/api/shops", "/api/health", "/v1/nothing", "/missing.js")) {
            Browser.Answer answer = new Browser(port).get(path);

            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Permissions-Policy")).as(path).contains("camera=()");
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe-eval", "script-src 'unsafe-inline'");
            assertThat(answer.header("Server")).as(path).isEmpty();
        }
    }

    @Test
    void servesThePageForEveryAddressWithinIt() {
        for (String path : List.of("/", "/cockpit/region/上海", "/index.html")) {
            Browser.Answer answer = new Browser(port).get(path.replace("上海", "%E4%B8%8A%E6%B5%B7"));

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(answer.header("Content-Security-Policy")).contains("script-src 'self';");
            assertThat(answer.response().body()).startsWithIgnoringCase("<!doctype html>");
        }
    }

    @Test
    void pagesOfAnyOriginMayLoadTheTrackersAndGetNoCookie() {
        for (String path : List.of("/q.js", "/q-mini.js")) {
            Browser.Answer answer = new Browser(port).get(path);

            // Without the built page there is no script, and its address is as open as with it.
            assertThat(answer.status()).as(path).isIn(200, 404);
            assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("cross-origin");
            assertThat(answer.header("Set-Cookie")).as(path).isEmpty();
            if (answer.status() == 200) {
                assertThat(answer.header("Content-Type")).startsWith("text/javascript");
                assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=3600");
                assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            }
        }
    }

    @Test
    void missesAFileThatIsNotThere() {
        Browser.Answer answer = new Browser(port).get("/assets/missing-1a2b3c.js");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("web.unknown_path");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        Browser admin = signedIn(Role.ADMIN);

        assertThat(admin.get("/api/nothing").code()).isEqualTo("web.unknown_path");
        assertThat(admin.send("PUT", "/api/shops", Map.of()).code()).isEqualTo("web.method_not_allowed");
        assertThat(admin.get("/api/audit?limit=many").code()).isEqualTo("web.bad_value");
        Browser.Answer missing = admin.post("/api/shops", Map.of("name", "A"));
        assertThat(missing.code()).isEqualTo("web.bad_value");
        assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(missing.json().path("arguments").path("values").toString()).contains("zone", "currency");
        assertThat(admin.post("/api/users", Map.of("name", "x9", "role", "KING"))
                        .json()
                        .path("detail")
                        .asString())
                .contains("role");
    }

    @Test
    void readsOnlyJson() {
        Browser admin = signedIn(Role.ADMIN);
        admin.get("/api/session/csrf");
        HttpRequest.Builder request = admin.request("/api/shops").header("X-XSRF-TOKEN", admin.cookie("XSRF-TOKEN"));

        Browser.Answer text = admin.send(request.copy()
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        Browser.Answer broken = admin.send(request.copy()
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": "))
                .build());

        assertThat(text.status()).isEqualTo(415);
        assertThat(text.code()).isEqualTo("web.unsupported_media_type");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.code()).isEqualTo("web.unreadable_body");
    }

    @Test
    void wordsWhatTheContainerRefusesByItself() {
        for (String path : List.of("/api/shops/a%2Fb", "/v1/%00", "/..%2F..%2Fetc")) {
            Browser.Answer answer = new Browser(port).get(path);

            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.code()).as(path).isEqualTo("web.bad_request");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void refusesAnUploadBeforeReadingIt() throws IOException {
        for (String path : List.of("/v1/batch", "/api/imports")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(20_000);
                OutputStream out = socket.getOutputStream();
                out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\n"
                                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
                                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[2_000_000]);
                out.flush();

                // The other 48 MB never come: who waits for them has no answer.
                String status = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                assertThat(status).as(path).startsWith("HTTP/1.1 4");
            }
        }
    }

    @Test
    void answersAShopThatNobodyCanHaveAsUnknown() {
        assertThat(signedIn(Role.ADMIN)
                        .get("/api/metric?ids=gmv&from=2026-01-01&to=2026-01-02&shop=%00")
                        .status())
                .isEqualTo(404);
    }

    private static Browser.Answer ask(Browser browser, Endpoint endpoint) {
        return endpoint.method().equals("GET")
                ? browser.get(endpoint.path())
                : browser.send(endpoint.method(), endpoint.path(), Map.of());
    }

    private List<Endpoint> ours() {
        return endpoints().stream()
                .filter(endpoint -> endpoint.pattern().startsWith("/api/"))
                .toList();
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            for (String pattern : mapping.getPatternValues()) {
                for (RequestMethod method :
                        methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
                    all.add(new Endpoint(method.name(), pattern, handler));
                }
            }
        });
        assertThat(all).hasSizeGreaterThan(15);
        return all;
    }
}
