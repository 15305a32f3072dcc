package io.quanjing.ingest.track;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends batches one after the other, each as often as it takes until it is acknowledged: what a good client does. */
final class BatchSender {

    static final BigDecimal ORDER_AMOUNT = new BigDecimal("12.34");
    private static final int EVENTS = 50;

    private final String name;
    private final URI address;
    private final String key;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final CopyOnWriteArrayList<List<String>> acknowledged = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean finishing;

    private BatchSender(String name, int port, String key) {
        this.name = name;
        this.address = URI.create("http://127.0.0.1:" + port + "/v1/batch");
        this.key = key;
        this.thread = Thread.ofVirtual().unstarted(this::run);
    }

    static BatchSender start(String name, int port, String key) {
        BatchSender sender = new BatchSender(name, port, key);
        sender.thread.start();
        return sender;
    }

    /** The ids of all events that the server said it has. */
    List<String> acknowledged() {
        return acknowledged.stream().flatMap(List::stream).toList();
    }

    /** How many orders are among them. */
    int orders() {
        return acknowledged.size();
    }

    /** Brings the batch at hand to its end. */
    void finish() throws InterruptedException {
        finishing = true;
        if (!thread.join(Duration.ofSeconds(60))) {
            throw new IllegalStateException("The sender " + name + " still waits for its last batch.");
        }
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        for (int batch = 0; !finishing; batch++) {
            List<String> ids = new ArrayList<>();
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(20))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(batch, ids)))
                    .build();
            try {
                while (!delivered(request)) {
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                return;
            }
            acknowledged.add(ids);
        }
    }

    /** The body stays as it is when it is sent again, so the corrected time of its events moves and only their ids are the same. */
    private String body(int batch, List<String> ids) {
        Instant now = Instant.now();
        StringBuilder body = new StringBuilder("{\"writeKey\":\"" + key + "\",\"sentAt\":\"" + now + "\",\"batch\":[");
        for (int i = 0; i < EVENTS; i++) {
            String id = name + "-" + batch + "-" + i;
            ids.add(id);
            body.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"track\",\"messageId\":\"" + id + "\",\"userId\":\"u" + i
                            + "\",\"timestamp\":\"" + now.minusMillis(i) + "\",");
            if (i == 7) {
                body.append(
                        "\"event\":\"Order Completed\",\"properties\":{\"order_id\":\"" + name + "-" + batch
                                + "\",\"total\":" + ORDER_AMOUNT
                                + ",\"products\":[{\"product_id\":\"P1\",\"price\":10,\"quantity\":1},{\"product_id\":\"P2\",\"price\":5}]}}");
            } else {
                body.append("\"event\":\"Product Viewed\",\"properties\":{\"product_id\":\"P" + i + "\"}}");
            }
        }
        return body.append("]}").toString();
    }

    private boolean delivered(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 400 || answer.statusCode() == 413) {
                throw new IllegalStateException(answer.body());
            }
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
