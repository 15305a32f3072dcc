package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsentReaderTest {

    private final ConsentReader reader = new ConsentReader(List.of("类别 1"), List.of());

    private static RawEvent event(String json) {
        return new RawEvent(3, JsonMapper.shared().readTree(json.replace('\'', '"')), json.length());
    }

    private JsonNode withoutAdvertising(String fields) {
        return reader.allowed(
                        event("{" + fields + ",'context':{'consent':{'categoryPreferences':{'marketing':false}}}}"))
                .node();
    }

    @Test
    void keepsThePlaceAloneOfAnEventThatIsWithheld() {
        RawEvent kept =
                reader.allowed(event("{'userId':'u','context':{'consent':{'categoryPreferences':{'类别1':'denied'}}}}"));

        assertThat(ConsentReader.isWithheld(kept)).isTrue();
        assertThat(kept.index()).isEqualTo(3);
        assertThat(kept.toString()).doesNotContain("userId");
    }

    @Test
    void changesNothingOfAnEventWithoutARefusal() {
        for (String context : List.of(
                "{}",
                "{'consent':true}",
                "{'consent':{'categoryPreferences':{'analytics':true,'functional':false}}}",
                "{'consent':{'categoryPreferences':['analytics']}}",
                "{'consentManagement':{'deniedConsentIds':'analytics'}}",
                "{'consentManagement':{'deniedConsentIds':[7,null,{}]}}")) {
            RawEvent event = event("{'properties':{'gclid':'g'},'context':" + context + "}");
            assertThat(reader.allowed(event)).as(context).isSameAs(event);
        }
        RawEvent odd = event("[1]");
        assertThat(reader.allowed(odd)).isSameAs(odd);
    }

    @Test
    void leavesTheRestOfAnAddressAsItIs() {
        JsonNode node = withoutAdvertising(
                "'properties':{'url':'https://s.example/p?utm_source=x&GCLID=1&utm%5Fcampaign=c&q=a%26b#top',"
                        + "'referrer':'https://g.example/?fbclid=1','$gclid':'g','utmCampaign':'c','title':'Why?','products':[{}]}");

        assertThat(node.path("properties").path("url").asString())
                .isEqualTo("https://s.example/p?utm_source=x&q=a%26b#top");
        assertThat(node.path("properties").path("referrer").asString()).isEqualTo("https://g.example/");
        assertThat(node.path("properties").path("title").asString()).isEqualTo("Why?");
        assertThat(node.path("properties").propertyNames()).containsExactly("url", "referrer", "title", "products");
    }

    @Test
    void doesNotTouchTheEventThatWasSent() {
        RawEvent sent = event(
                "{'properties':{'gclid':'g'},'context':{'consent':{'categoryPreferences':{'advertising':false}}}}");
        String before = sent.node().toString();

        assertThat(reader.allowed(sent).node().toString()).isNotEqualTo(before).doesNotContain("gclid");
        assertThat(sent.node()).hasToString(before);
    }
}
