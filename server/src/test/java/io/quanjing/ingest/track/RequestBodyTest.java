package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

    private static final byte[] JSON = "{\"event\":\"面膜\"}".getBytes(StandardCharsets.UTF_8);
    private final RequestBody body = new RequestBody(1_000);

    @Test
    void readsJsonHoweverItIsWrapped() throws IOException {
        String text = new String(JSON, StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(JSON);
        assertThat(body.json(JSON)).isEqualTo(JSON);
        assertThat(body.json(RequestBody.gzip(JSON))).isEqualTo(JSON);
        assertThat(body.json(form("data=" + URLEncoder.encode(text, StandardCharsets.UTF_8))))
                .isEqualTo(JSON);
        assertThat(body.json(form("v=1&data=" + URLEncoder.encode(base64, StandardCharsets.UTF_8))))
                .isEqualTo(JSON);
    }

    @Test
    void stopsAGzipBombAtTheLimit() throws IOException {
        byte[] bomb = RequestBody.gzip(new byte[200_000_000]);
        assertThat(bomb.length).isLessThan(200_000);
        RequestBody limited = new RequestBody(512_000);
        assertThatThrownBy(() -> limited.json(bomb))
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(TrackError.BODY_TOO_LARGE));
    }

    @Test
    void takesExactlyTheLimitAndNotOneByteMore() throws IOException {
        byte[] full = new byte[1_000];
        Arrays.fill(full, (byte) ' ');
        full[0] = '{';
        assertThat(body.json(full)).hasSize(1_000);
        assertThat(body.json(RequestBody.gzip(full))).hasSize(1_000);
        assertThatThrownBy(() -> body.json(new byte[1_001])).isInstanceOf(QuanjingException.class);
        assertThatThrownBy(() -> body.json(RequestBody.gzip(new byte[1_001]))).isInstanceOf(QuanjingException.class);
    }

    @Test
    void refusesGzipThatBreaksOff() throws IOException {
        byte[] zipped = RequestBody.gzip(JSON);
        assertThatThrownBy(() -> body.json(Arrays.copyOf(zipped, zipped.length - 9)))
                .isInstanceOfSatisfying(
                        QuanjingException.class, e -> assertThat(e.errorCode()).isEqualTo(TrackError.BODY_NOT_GZIP));
    }

    private static byte[] form(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
