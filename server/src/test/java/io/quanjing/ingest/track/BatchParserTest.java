package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.ingest.track.BatchParser.Batch;
import io.quanjing.kernel.QuanjingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BatchParserTest {

    private final BatchParser parser = new BatchParser();

    @Test
    void refusesABatchOfMoreEventsThanCanBeAnswered() {
        byte[] body = ("{\"batch\":[" + "1,".repeat(5_000) + "1]}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new BatchParser().batch(body)).hasMessageContaining("more than 5000 events");
    }

    @Test
    void readsWhatStandsBesideTheBatchWhereverItStands() {
        Batch batch = parse("""
                {"sentAt":"2026-03-01T00:00:00Z","batch":[{"type":"track","event":"A"},{"type":"page","context":{"ip":"own"}}],
                 "context":{"ip":"shared","locale":"zh-CN"},"writeKey":"wk_1","sequence":{"deep":[1,2]}}""");
        assertThat(batch.writeKey()).isEqualTo("wk_1");
        assertThat(batch.sentAt().asString()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(batch.events()).hasSize(2);
        assertThat(batch.events().get(0).node().at("/context/ip").asString()).isEqualTo("shared");
        assertThat(batch.events().get(1).node().at("/context/ip").asString()).isEqualTo("own");
        assertThat(batch.events().get(1).node().at("/context/locale").asString())
                .isEqualTo("zh-CN");
    }

    @Test
    void measuresEachEventAsItStandsInTheBody() {
        String event = "{\"type\":\"track\",\"event\":\"面膜\"}";
        Batch batch = parse("{\"batch\":[ " + event + " ,{}]}");
        assertThat(batch.events().get(0).bytes()).isEqualTo(event.getBytes(StandardCharsets.UTF_8).length);
        assertThat(batch.events().get(1).bytes()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoBatch() {
        assertThat(refusal("[]")).isEqualTo(TrackError.BATCH_MISSING);
        assertThat(refusal("{}")).isEqualTo(TrackError.BATCH_MISSING);
        assertThat(refusal("{\"batch\":{}}")).isEqualTo(TrackError.BATCH_MISSING);
        assertThat(refusal("{\"batch\":[{}]")).isEqualTo(TrackError.BODY_NOT_JSON);
        assertThat(refusal("")).isIn(TrackError.BATCH_MISSING, TrackError.BODY_NOT_JSON);
        assertThat(refusal("{\"batch\":[" + "[".repeat(40) + "]".repeat(40) + "]}"))
                .isEqualTo(TrackError.BODY_NOT_JSON);
        assertThat(refusal("{\"batch\":[" + "[".repeat(100_000))).isEqualTo(TrackError.BODY_NOT_JSON);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] gb18030 = "{\"batch\":[{\"event\":\"面膜\"}]}".getBytes(java.nio.charset.Charset.forName("GB18030"));
        assertThatThrownBy(() -> parser.batch(gb18030))
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(TrackError.BODY_NOT_JSON));
    }

    private Batch parse(String json) {
        return parser.batch(json.getBytes(StandardCharsets.UTF_8));
    }

    private io.quanjing.kernel.ErrorCode refusal(String json) {
        try {
            return parse(json).events().isEmpty() ? TrackError.EVENT_NAME_MISSING : TrackError.EVENTS_REJECTED;
        } catch (QuanjingException e) {
            return e.errorCode();
        }
    }
}
