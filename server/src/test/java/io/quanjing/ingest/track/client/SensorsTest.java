package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.ingest.WriteKey;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorsTest extends ShopDay {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void hasTheFactsOfTheDay() throws Exception {
        assertThat(client("day")).isEmpty();
        assertTheDay();
    }

    @Test
    void tellsTheDebuggingClientWhatIsWrong() throws Exception {
        assertThat(client("debug"))
                .containsExactly("ViewProduct is fine", "PayOrder fails", "ViewProduct is fine", "PayOrder fails");
        assertThat(rows("SELECT type, product FROM event WHERE shop = '" + shop.id() + "'"))
                .containsExactly("product_view|P1");
    }

    /** What the client says in a process of its own, with the Jackson that it needs. */
    private List<String> client(String task) throws IOException, InterruptedException {
        Path jackson = Path.of("target/jackson-of-sensors").toAbsolutePath();
        Assumptions.assumeTrue(
                Files.isDirectory(jackson), () -> "There is no " + jackson + "; mvn test-compile makes it.");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jackson + "/*" + File.pathSeparator + System.getProperty("java.class.path"),
                        SensorsSender.class.getName(),
                        task,
                        host() + "/sa?project=default&token=" + key,
                        Long.toString(start.toEpochMilli()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(SensorsSender.MARK))
                .map(line -> line.substring(SensorsSender.MARK.length()))
                .toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sa-sdk-node-1.2.6.1",
                "sa-sdk-node-1.2.6.2",
                "sa-sdk-node-1.2.6.3",
                "sensorsdata-analytics-java-3.4.0.1",
                "sensorsdata-analytics-java-3.4.0.2"
            })
    void takesTheRequestsThatClientsWereSeenToSend(String name) throws IOException {
        Sample sample = sample(name);
        String target = sample.target().replace("token=x", "token=" + key);

        HttpResponse<String> answer = post(target, FORM, bytes(sample.body()));

        // The order of the Java sample has no id.
        assertThat(rejected(answer, 200))
                .isEqualTo(
                        name.equals("sensorsdata-analytics-java-3.4.0.1")
                                ? List.of("0 ingest.order_id_missing")
                                : List.of());
        assertThat(answer.body()).contains("\"accepted\":1");
        long once = count();
        assertThat(post(target, FORM, bytes(sample.body())).statusCode()).isEqualTo(200);
        assertThat(count()).isEqualTo(once);
    }

    @Test
    void knowsTheOrderTheProfileAndTheSignUpOfTheNodeClient() throws IOException {
        for (int i = 1; i <= 3; i++) {
            Sample sample = sample("sa-sdk-node-1.2.6." + i);
            assertThat(rejected(post("/sa?project=default&token=" + key, FORM, bytes(sample.body())), 200))
                    .isEmpty();
        }
        assertThat(rows("SELECT order_id, customer, paid_amount FROM order_header WHERE shop = '" + shop.id() + "'"))
                .containsExactly("O1|u1|99.5");
        assertThat(customers()).containsExactly("u1|female|null|null");
        assertThat(rows("SELECT type, name, visitor, customer FROM event WHERE shop = '" + shop.id()
                        + "' ORDER BY name"))
                .containsExactly(
                        "purchase|Order Completed|u1|u1", "identify|alias|anon1|u1", "identify|identify|u1|u1");
    }

    @Test
    void takesTheImagesAndFormsOfTheBrowserLibrary() {
        String page = keys.create(shop, "page", WriteKey.Kind.PAGE, ADMIN).key();
        String event =
                "{\"distinct_id\":\"a1\",\"anonymous_id\":\"a1\",\"lib\":{\"$lib\":\"js\"},\"type\":\"track\",\"event\":"
                        + "\"$pageview\",\"time\":%d,\"_track_id\":%d,\"_flush_time\":%d,\"properties\":{\"$lib\":\"js\",\"$url\":"
                        + "\"https://shop.example/cart\",\"$title\":\"购物车\",\"$referrer\":\"\",\"$event_session_id\":\"s1\"}}";
        long now = Instant.now().toEpochMilli();
        // The clock of this browser is an hour late.
        String data = encoded(event.formatted(now - 3_601_000, 1, now - 3_600_000));
        HttpResponse<String> image = get("/sa.gif?project=default&token=" + page + "&data=" + data + "&ext=crc%3D123");
        assertThat(image.statusCode()).as(image.body()).isEqualTo(200);
        assertThat(image.headers().firstValue("Content-Type")).hasValue("image/gif");
        String list = encoded("[" + event.formatted(now, 2, now) + "]");
        assertThat(rejected(post("/sa?token=" + page, "text/plain", bytes("data_list=" + list + "&gzip=0")), 200))
                .isEmpty();
        assertThat(rejected(post("/sa?token=" + page, FORM, bytes("gzip=0&data=" + data)), 200))
                .isEmpty();

        assertThat(rows(
                        "SELECT type, name, visitor, customer, session, page, page_kind, channel FROM event WHERE shop = '"
                                + shop.id() + "'"))
                .containsExactly(
                        "page_view|购物车|a1|null|s1|/cart|cart|direct", "page_view|购物车|a1|null|s1|/cart|cart|direct");
        assertThat(Double.parseDouble(rows("SELECT min(epoch(\"at\")) FROM event WHERE shop = '" + shop.id() + "'")
                        .getFirst()))
                .isBetween(now / 1000.0 - 30, now / 1000.0 + 30);
    }

    @Test
    void writesNothingOnADryRunAndFailsWhereAnEventBreaksARule() {
        String good = "data_list="
                + encoded(
                        "[{\"type\":\"track\",\"event\":\"ViewProduct\",\"distinct_id\":\"u1\",\"time\":1794326401000,"
                                + "\"properties\":{\"ProductId\":\"P1\"}}]");
        assertThat(post("/debug?token=" + key, FORM, bytes(good), "Dry-Run", "true")
                        .statusCode())
                .isEqualTo(200);
        assertThat(count()).isZero();
        assertThat(post("/debug?token=" + key, FORM, bytes(good)).statusCode()).isEqualTo(200);
        assertThat(rows("SELECT type, product FROM event WHERE shop = '" + shop.id() + "'"))
                .containsExactly("product_view|P1");
        String bad = "data_list="
                + encoded("[{\"type\":\"track\",\"distinct_id\":\"u1\"},{\"type\":\"dance\",\"distinct_id\":\"u1\"},"
                        + "{\"type\":\"item_set\",\"item_id\":\"P1\",\"item_type\":\"product\"},7,"
                        + "{\"type\":\"track\",\"event\":\"submitOrder\",\"distinct_id\":\"u\",\"properties\":{\"order_id\":\"O1\","
                        + "\"products\":\"[{\"}}]");
        assertThat(rejected(post("/debug?token=" + key, FORM, bytes(bad), "Dry-Run", "true"), 400))
                .containsExactly(
                        "0 ingest.event_name_missing",
                        "1 ingest.event_type_unknown",
                        "3 ingest.event_not_an_object",
                        "4 ingest.event_value_invalid");
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        String event = encoded("{\"type\":\"track\",\"event\":\"x\",\"distinct_id\":\"u\"}");
        assertThat(code(post("/sa", FORM, bytes("data=" + event)), 401)).isEqualTo("ingest.write_key_missing");
        assertThat(code(get("/sa.gif?token=nobody&data=" + event), 401)).isEqualTo("ingest.write_key_unknown");
        String address = "/sa?token=" + key;
        assertThat(code(post(address, FORM, bytes("")), 400)).isEqualTo("ingest.batch_missing");
        assertThat(code(post(address, FORM, bytes("data_list=%%%")), 400)).isEqualTo("ingest.body_not_json");
        assertThat(code(post(address, FORM, bytes("data_list=" + encoded("[[[["))), 400))
                .isEqualTo("ingest.body_not_json");
        assertThat(code(post(address, FORM, bytes("data_list=" + encoded(gzip(new byte[200_000_000])))), 413))
                .isEqualTo("ingest.body_too_large");
        assertThat(code(post(address, FORM, bytes("data_list=" + "A".repeat(600_000))), 413))
                .isEqualTo("ingest.body_too_large");
        assertThat(code(get("/sa.gif?token=" + key), 400)).isEqualTo("ingest.batch_missing");
        assertThat(count()).isZero();
    }

    private static String encoded(String json) {
        return encoded(bytes(json));
    }

    private static String encoded(byte[] bytes) {
        return URLEncoder.encode(Base64.getEncoder().encodeToString(bytes), StandardCharsets.UTF_8);
    }
}
