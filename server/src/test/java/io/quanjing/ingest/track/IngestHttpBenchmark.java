package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.TestFolders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * How many events a second a server acknowledges over HTTP, and after how long. Not part of the tests: {@code bin/mvn -q test
 * -Dtest=IngestHttpBenchmark}.
 */
class IngestHttpBenchmark {

    private static final int EVENTS = 100;
    private static final int BATCHES = Integer.getInteger("quanjing.benchmark.batches", 1_000);
    private static final int WARM_UP = 200;
    private static final List<Integer> SENDERS = Arrays.stream(
                    System.getProperty("quanjing.benchmark.senders", "1,4,16").split(",", 0))
            .map(Integer::valueOf)
            .toList();

    /** So many visitors make all events; 0 lets each visitor make ten. */
    private static final int VISITORS = Integer.getInteger("quanjing.benchmark.visitors", 0);

    /** Options of the server's runtime, for a recording. */
    private static final List<String> OPTIONS = Arrays.stream(
                    System.getProperty("quanjing.benchmark.options", "").split(" ", 0))
            .filter(option -> !option.isEmpty())
            .toList();

    @Test
    void measures() throws Exception {
        ServerProcess server = ServerProcess.start(TestFolders.create("benchmark"), OPTIONS);
        try {
            String key = server.writeKey();
            send(server.port(), key, 4, WARM_UP, "warm");
            for (int senders : SENDERS) {
                Duration before = server.processorTime();
                long from = System.nanoTime();
                long[] nanos = send(server.port(), key, senders, BATCHES, "s" + senders);
                double seconds = (System.nanoTime() - from) / 1e9;
                Duration processor = server.processorTime().minus(before);
                Arrays.sort(nanos);
                System.out.printf(
                        "%d senders: %d events in %.1f s, %.0f events/s; acknowledged after p50 %.1f ms, p99 %.1f ms, longest %.1f ms; %d µs of processor an event%n",
                        senders,
                        BATCHES * EVENTS,
                        seconds,
                        BATCHES * EVENTS / seconds,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[nanos.length * 99 / 100] / 1e6,
                        nanos[nanos.length - 1] / 1e6,
                        processor.toNanos() / 1000 / BATCHES / EVENTS);
            }
        } finally {
            server.stop();
        }
    }

    /** Sends batches as fast as so many senders can, and returns how long each took. */
    private static long[] send(int port, String key, int senders, int batches, String name) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long[] nanos = new long[batches];
        try (var threads = Executors.newFixedThreadPool(senders);
                HttpClient client = HttpClient.newHttpClient()) {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                all.add(() -> {
                    int sent = 0;
                    for (int batch = next.getAndIncrement(); batch < batches; batch = next.getAndIncrement()) {
                        HttpRequest request = HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/v1/batch"))
                                .POST(HttpRequest.BodyPublishers.ofString(body(key, name, batch)))
                                .build();
                        long from = System.nanoTime();
                        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                        nanos[batch] = System.nanoTime() - from;
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                        sent++;
                    }
                    return sent;
                });
            }
            int sent = 0;
            for (Future<Integer> done : threads.invokeAll(all)) {
                sent += done.get();
            }
            assertThat(sent).isEqualTo(batches);
        }
        return nanos;
    }

    /** Product views as a browser's library sends them, about 450 bytes each, ten by each visitor. */
    private static String body(String key, String name, int batch) {
        Instant now = Instant.now();
        StringBuilder body = new StringBuilder("{\"writeKey\":\"" + key + "\",\"sentAt\":\"" + now + "\",\"batch\":[");
        for (int i = 0; i < EVENTS; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("""
                            {"type":"track","event":"Product Viewed","messageId":"%s-%d","anonymousId":"visitor-%s","timestamp":"%s",\
                            "context":{"library":{"name":"analytics.js","version":"4.1.0"},"locale":"zh-CN",\
                            "page":{"url":"https://shop.example/products/%d","path":"/products/%d","referrer":"https://www.baidu.com/"},\
                            "userAgent":"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"},\
                            "properties":{"product_id":"P%d","price":59.9,"category":"美妆/面膜"}}""".formatted(name + "-" + batch, i, visitor(name, batch, i), now.minusMillis(i), i, i, i));
        }
        return body.append("]}").toString();
    }

    private static String visitor(String name, int batch, int event) {
        return VISITORS > 0 ? "robot-" + (batch * EVENTS + event) % VISITORS : name + "-" + batch / 10 + "-" + event;
    }
}
