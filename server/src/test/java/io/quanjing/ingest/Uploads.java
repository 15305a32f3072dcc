package io.quanjing.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.Browser;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Uploads of tests, and what becomes of them. */
final class Uploads {

    private static final String BOUNDARY = "a-boundary-of-the-test";

    private Uploads() {}

    static Browser.Answer upload(Browser browser, String format, String shop, String name, String text) {
        String field = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String body = field.formatted("format", format)
                + field.formatted("shop", shop)
                + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + text + "\r\n--" + BOUNDARY + "--\r\n";
        Browser.Answer ignored = browser.get("/api/session/csrf");
        assertThat(ignored.status()).isEqualTo(204);
        HttpRequest request = browser.request("/api/imports")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        return browser.send(request);
    }

    /** The run as it has ended, or stopped moving. */
    static JsonNode ended(Browser browser, Browser.Answer accepted) throws InterruptedException {
        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
        return ended(browser, accepted.json().path("id").asString());
    }

    static JsonNode ended(Browser browser, String id) throws InterruptedException {
        String path = "/api/imports/" + id;
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            JsonNode run = browser.get(path).json();
            if (!Set.of("queued", "running", "undoing")
                            .contains(run.path("state").asString())
                    || Instant.now().isAfter(end)) {
                return run;
            }
            Thread.sleep(100);
        }
    }
}
