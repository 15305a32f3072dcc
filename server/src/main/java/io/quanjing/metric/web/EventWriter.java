package io.quanjing.metric.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;

/** Writes server-sent events (HTML Living Standard, section 9.2) and sends each at once. */
final class EventWriter {

    private final HttpServletResponse response;

    EventWriter(HttpServletResponse response) {
        this.response = response;
    }

    /**
     * Begins.
     *
     * @param retryMillis after so long a browser whose connection ended comes again
     * @throws IOException if nobody listens any more
     */
    void begin(long retryMillis) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        // nginx would gather a few kilobytes before it passes anything on.
        response.setHeader("X-Accel-Buffering", "no");
        write("retry: " + retryMillis + "\n\n");
    }

    /**
     * Sends an event.
     *
     * @param data one line
     * @throws IOException if nobody listens any more
     */
    void event(String name, String data) throws IOException {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    /**
     * Sends what no page hears, to learn whether it is still there.
     *
     * @throws IOException if nobody listens any more
     */
    void comment() throws IOException {
        write(":\n\n");
    }

    private void write(String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
