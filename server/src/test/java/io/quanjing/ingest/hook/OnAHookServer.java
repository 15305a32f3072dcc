package io.quanjing.ingest.hook;

import io.quanjing.ingest.hook.DeliveryStore.Rejected;
import io.quanjing.ingest.hook.Source.Kind;
import io.quanjing.ingest.live.LiveSources;
import io.quanjing.ingest.live.OnALiveServer;
import io.quanjing.testing.SampleData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One server for all tests of webhooks, a shop for each test. */
abstract class OnAHookServer extends OnALiveServer {

    static final String SECRET = "hush_demo_secret";
    static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    Sources sources;

    @Autowired
    LiveSources<Source, Rejected> live;

    @Autowired
    DeliveryStore deliveries;

    @Autowired
    DeliveryWork work;

    private final HttpClient client = HttpClient.newHttpClient();

    Source source(Kind kind) {
        return sources.create(shop, kind, "Test", SECRET, null, ADMIN).source();
    }

    Source found(Source source) {
        return live.require(source.id(), ADMIN);
    }

    /** An answer of the door. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String state() {
            return JSON.readTree(response.body()).path("state").asString("");
        }

        String code() {
            return JSON.readTree(response.body()).path("code").asString("");
        }
    }

    Answer post(Source source, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/hooks/" + source.id()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer shopify(Source source, String topic, String id, @Nullable String triggeredAt, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new java.util.HashMap<>(Map.of(
                "X-Shopify-Topic", topic,
                "X-Shopify-Webhook-Id", id,
                "X-Shopify-Hmac-Sha256", signature(bytes)));
        if (triggeredAt != null) {
            headers.put("X-Shopify-Triggered-At", triggeredAt);
        }
        return post(source, bytes, headers);
    }

    Answer woo(Source source, String topic, String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return post(
                source,
                bytes,
                Map.of(
                        "X-WC-Webhook-Topic", topic,
                        "X-WC-Webhook-Delivery-ID", id,
                        "X-WC-Webhook-Signature", signature(bytes)));
    }

    Answer signed(Source source, long seconds, String delivery, String topic, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] time = (seconds + ".").getBytes(StandardCharsets.UTF_8);
        return post(
                source,
                bytes,
                Map.of(
                        "X-Quanjing-Timestamp",
                        Long.toString(seconds),
                        "X-Quanjing-Delivery",
                        delivery,
                        "X-Quanjing-Topic",
                        topic,
                        "X-Quanjing-Signature",
                        HexFormat.of().formatHex(Envelope.hmac(bytes(SECRET), time, bytes))));
    }

    static String signature(byte[] body) {
        return Envelope.base64(Envelope.hmac(bytes(SECRET), body));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The sample as it is, with its own headers. */
    Answer sample(Source source, String name) throws IOException {
        Map<String, String> headers = new java.util.HashMap<>();
        for (String line : Files.readAllLines(SampleData.require("../samples/" + name + ".headers.txt"))) {
            int colon = line.indexOf(": ");
            if (colon > 0 && !line.startsWith("#") && !line.startsWith("User-Agent")) {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        byte[] body = Files.readAllBytes(SampleData.require("../samples/" + name + ".json"));
        return post(source, body, headers);
    }

    JsonNode expected(String name) throws IOException {
        return JSON.readTree(Files.readString(SampleData.require("../samples/expected.json")))
                .path(name);
    }

    /** The values of some columns of the shop's rows, in the order of their keys. */
    List<String> facts(String table, String... columns) {
        return rows("SELECT \"%s\" FROM %s WHERE shop = ? ORDER BY natural_key"
                .formatted(String.join("\", \"", columns), table));
    }
}
