package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of any origin may send, whichever client stands in them. */
class OriginsTest extends ShopDay {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/batch/",
                "/e/",
                "/i/v0/e/",
                "/flags/",
                "/sa",
                "/sa.gif",
                "/matomo.php",
                "/piwik.php",
                "/mp/collect",
                "/com.snowplowanalytics.snowplow/tp2"
            })
    void letsPagesOfOtherOriginsSend(String address) throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(URI.create(host() + address))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(preflight, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .get()
                .isIn("*", "https://shop.example");
    }
}
