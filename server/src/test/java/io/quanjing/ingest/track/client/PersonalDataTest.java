package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A telephone number as id, and names and addresses as properties, leave nothing behind whichever client sends them. */
class PersonalDataTest extends ShopDay {

    private static final String PHONE = "13800138000";
    private static final String OTHERS = "\"name\":\"王小明\",\"email\":\"wang@example.com\",\"street\":\"幸福路1号\"";

    @Test
    void writesNothingOfAPersonInClear() {
        List<HttpResponse<String>> answers = List.of(
                post("/batch/", """
                        {"api_key":"%s","batch":[{"uuid":"1","event":"$identify","distinct_id":"%s","properties":{"$set":{%s}}}]}""".formatted(key, PHONE, OTHERS)),
                post(
                        "/sa?token=" + key,
                        "application/x-www-form-urlencoded",
                        bytes("data_list="
                                + URLEncoder.encode(
                                        Base64.getEncoder().encodeToString(bytes("""
                        [{"type":"profile_set","distinct_id":"%s","properties":{"$is_login_id":true,%s}}]""".formatted(PHONE, OTHERS))),
                                        StandardCharsets.UTF_8))),
                get("/matomo.php?rec=1&rand=1&token_auth=" + key + "&uid=" + PHONE + "&url="
                        + URLEncoder.encode("https://shop.example/?phone=" + PHONE, StandardCharsets.UTF_8)),
                post("/mp/collect?api_secret=" + key, """
                        {"client_id":"c","user_id":"%s","events":[{"name":"login","params":{%s}}]}""".formatted(PHONE, OTHERS)),
                post("/com.snowplowanalytics.snowplow/tp2", """
                        {"data":[{"e":"pv","eid":"2","aid":"%s","uid":"%s","ip":"203.0.113.9","url":"https://shop.example/?p=%s"}]}""".formatted(key, PHONE, PHONE)));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204));
        assertThat(count()).isEqualTo(5);
        String everything = Stream.of("event", "customer", "order_header")
                .flatMap(table -> rows("SELECT * FROM " + table + " WHERE shop = '" + shop.id() + "'").stream())
                .collect(Collectors.joining("\n"));
        assertThat(everything).contains("p-").doesNotContain(PHONE, "王小明", "wang@example.com", "幸福路", "203.0.113.9");
        assertThat(rows("SELECT count(DISTINCT customer) FROM event WHERE shop = '" + shop.id() + "'"))
                .containsExactly("1");
    }
}
