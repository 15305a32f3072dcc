package io.quanjing.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a running server as the page does: with cookies, and with the header against forgery on everything that changes something. */
public final class Browser {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI server;

    /** Without a session yet. */
    public Browser(int port) {
        this(URI.create("http://127.0.0.1:" + port));
    }

    private Browser(URI server) {
        this.server = server;
    }

    /** Signs in and stays so. */
    public Answer signIn(String username, String password) {
        return post("/api/session", Map.of("username", username, "password", password));
    }

    /** Asks. */
    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** Posts a value as JSON. */
    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    /** Sends a value as JSON, with the header against forgery. */
    public Answer send(String method, String path, Object body) {
        if (cookie("XSRF-TOKEN").isEmpty()) {
            get("/api/session/csrf");
        }
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** A request to the server, to be shaped further. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path));
    }

    /** Sends a request as it is, with the cookies. */
    public Answer send(HttpRequest request) {
        try {
            return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Begins to read an answer that goes on, line by line; closing the lines goes away from it. */
    public HttpResponse<Stream<String>> open(String path) {
        try {
            return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Asks for a file. */
    public HttpResponse<byte[]> file(String path) {
        try {
            return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The value of a cookie, or the empty string. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** Takes a cookie as if the server had set it. */
    public void setCookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(server, cookie);
    }

    /** An answer. */
    public record Answer(HttpResponse<String> response) {

        /** The HTTP status. */
        public int status() {
            return response.statusCode();
        }

        /** The body as JSON. */
        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** The code of a problem. */
        public String code() {
            return json().path("code").asString("");
        }

        /** The first value of a header, or the empty string. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
