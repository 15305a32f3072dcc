package io.quanjing.ingest.track.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What a person does not allow is not kept, whichever client says so. */
class ConsentTest extends ShopDay {

    private static final String ADDRESS =
            "https://shop.example/p/1?utm_source=douyin&utm_medium=cpc&utm_campaign=spring&gclid=g1&sku=7";

    private String kept() {
        return String.join(
                "\n",
                rows("SELECT natural_key, visitor, channel, campaign FROM event WHERE shop = '" + shop.id()
                        + "' ORDER BY 1"));
    }

    private HttpResponse<String> page(String id, String consent) {
        return post("/v1/batch", """
                {"writeKey":"%s","batch":[{"type":"page","messageId":"%s","anonymousId":"a-%s",
                 "properties":{"url":"%s","utm_campaign":"spring","gclid":"g1"},
                 "context":{"campaign":{"name":"spring","source":"douyin","medium":"cpc"},%s}}]}""".formatted(key, id, id, ADDRESS, consent));
    }

    @Test
    void keepsNothingOfWhoRefusesToBeMeasured() {
        HttpResponse<String> refused = page("m1", "\"consent\":{\"categoryPreferences\":{\"Analytics\":false}}");
        HttpResponse<String> allowed = page("m2", "\"consent\":{\"categoryPreferences\":{\"Analytics\":true}}");
        HttpResponse<String> silent = page("m3", "\"locale\":\"zh-CN\"");

        assertThat(refused.body()).isEqualTo("{\"success\":true,\"accepted\":0,\"withheld\":1}");
        assertThat(allowed.body()).isEqualTo("{\"success\":true,\"accepted\":1,\"withheld\":0}");
        assertThat(silent.statusCode()).isEqualTo(200);
        assertThat(kept()).isEqualTo("m2|a-m2|douyin_ads|spring\nm3|a-m3|douyin_ads|spring");
    }

    @Test
    void keepsTheVisitWithoutTheCampaignOfWhoRefusesAdvertising() {
        page("m1", "\"consent\":{\"categoryPreferences\":{\"Advertising\":false,\"Analytics\":true}}");

        assertThat(kept()).isEqualTo("m1|a-m1|douyin_ads|null");
    }

    @Test
    void tellsOfTheOthersOfABatchByTheirPlaces() {
        HttpResponse<String> answer = post("/v1/batch", """
                {"writeKey":"%s","context":{"consent":{"categoryPreferences":{"C0002":false}}},"batch":[
                 {"type":"page","messageId":"m1","anonymousId":"a"},
                 {"type":"page","messageId":"m2","anonymousId":"a","context":{"consent":{"categoryPreferences":{"C0002":true}}}},
                 {"type":"track","messageId":"m3","anonymousId":"a","context":{"consent":{}}}]}""".formatted(key));

        assertThat(rejected(answer, 400)).containsExactly("2 ingest.event_name_missing");
        assertThat(kept()).isEqualTo("m2|a|null|null");
    }

    @Test
    void readsRudderStacksList() {
        page("m1", "\"consentManagement\":{\"deniedConsentIds\":[\"C0002\"],\"allowedConsentIds\":[]}");
        page(
                "m2",
                "\"consentManagement\":{\"deniedConsentIds\":[\"marketing\"],\"allowedConsentIds\":[\"analytics\"]}");
        page("m3", "\"consentManagement\":{\"deniedConsentIds\":[\"functional\"]}");

        assertThat(kept()).isEqualTo("m2|a-m2|douyin_ads|null\nm3|a-m3|douyin_ads|spring");
    }

    @Test
    void readsGooglesConsentToAdvertising() {
        String body = """
                {"client_id":"c-%s","consent":{"ad_user_data":"%s","ad_personalization":"GRANTED"},
                 "events":[{"name":"page_view","params":{"page_location":"%s"}}]}""";
        assertThat(post("/mp/collect?api_secret=" + key, body.formatted("1", "DENIED", ADDRESS))
                        .statusCode())
                .isEqualTo(204);
        assertThat(post("/mp/collect?api_secret=" + key, body.formatted("2", "GRANTED", ADDRESS))
                        .statusCode())
                .isEqualTo(204);

        assertThat(rows("SELECT visitor, channel, campaign FROM event WHERE shop = '" + shop.id() + "' ORDER BY 1"))
                .containsExactly("c-1|douyin_ads|null", "c-2|douyin_ads|spring");
    }

    @Test
    void makesNoVisitorOfEverybodyWhoRefusedPostHogsCookies() {
        HttpResponse<String> answer = post("/batch/", """
                {"api_key":"%s","batch":[
                 {"uuid":"1","event":"$pageview","distinct_id":"$posthog_cookieless","properties":{"$cookieless_mode":true}},
                 {"uuid":"2","event":"$pageview","distinct_id":"d","properties":{"$device_id":"d"}}]}""".formatted(key));

        assertThat(answer.body()).isEqualTo("{\"status\":1,\"accepted\":1,\"rejected\":[]}");
        assertThat(kept()).isEqualTo("2|d|null|null");
    }

    @Test
    void keepsNoRefusalThatSnowplowTellsOf() {
        for (String type : new String[] {"deny_all", "allow_all"}) {
            String said = Base64.getEncoder().encodeToString(bytes("""
                    {"schema":"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0","data":
                     {"schema":"iglu:com.snowplowanalytics.snowplow/consent_preferences/jsonschema/1-0-0","data":{"event_type":"%s"}}}""".formatted(type)));
            assertThat(post("/com.snowplowanalytics.snowplow/tp2", """
                            {"data":[{"e":"ue","eid":"%s","aid":"%s","duid":"d","ue_px":"%s"}]}""".formatted(type, key, said))
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(kept()).isEqualTo("allow_all|d|null|null");
    }

    @Test
    void leavesBrowserSignalsToTheShopUnlessTheyAreAskedFor() {
        HttpResponse<String> answer = post(
                "/v1/batch",
                "text/plain",
                bytes("{\"writeKey\":\"" + key
                        + "\",\"batch\":[{\"type\":\"page\",\"messageId\":\"m1\",\"anonymousId\":\"a\"}]}"),
                "Sec-GPC",
                "1",
                "DNT",
                "1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(kept()).isEqualTo("m1|a|null|null");
    }
}
