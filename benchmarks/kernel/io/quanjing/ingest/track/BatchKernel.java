package io.quanjing.ingest.track;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** What the body of a request goes through first; figures are for one of its hundred events of about 450 bytes. */
@State(Scope.Thread)
public class BatchKernel {

    private static final int EVENTS = 100;

    private final BatchParser parser = new BatchParser();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final byte[] body = body();

    private static byte[] body() {
        StringBuilder text = new StringBuilder("{\"writeKey\":\"k\",\"sentAt\":\"2026-11-11T00:00:00.000Z\",\"batch\":[");
        for (int i = 0; i < EVENTS; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"track\",\"event\":\"Product Viewed\",\"messageId\":\"m-").append(1_000_000 + i)
                    .append("\",\"anonymousId\":\"v-").append(i / 10)
                    .append("\",\"timestamp\":\"2026-11-11T00:00:00.000Z\",\"context\":{\"library\":{\"name\":\"analytics.js\",\"version\":\"4.1.0\"},")
                    .append("\"locale\":\"zh-CN\",\"page\":{\"url\":\"https://shop.example/products/").append(i)
                    .append("?utm_source=taobao\",\"title\":\"保温杯 ").append(i)
                    .append("\"}},\"properties\":{\"product_id\":\"").append(i)
                    .append("\",\"name\":\"保温杯 500ml\",\"category\":\"杯壶\",\"price\":59.9,\"currency\":\"CNY\"}}");
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public BatchParser.Batch batch() {
        return parser.batch(body);
    }

    /** The tokens of the body, looked at and dropped. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int batchFloor() {
        int tokens = 0;
        try (JsonParser found = mapper.createParser(body)) {
            while (found.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
