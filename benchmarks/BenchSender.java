import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Sends events as browsers' libraries do, a hundred in a batch, as fast as they are acknowledged or at a given pace. */
final class BenchSender implements AutoCloseable {

    static final int EVENTS = 100;
    private static final int MOST = 2_000_000;

    private final BenchServer.Access access;
    private final int perSecond;
    private final String name;
    private final long from = System.nanoTime();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final long[] nanos = new long[MOST];
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ExecutorService threads;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile boolean over;

    /**
     * What was acknowledged; each event of it is durable.
     *
     * @param perSecond events
     * @param p50 milliseconds until the acknowledgement of a batch
     * @param p99 the same
     */
    record Sent(double perSecond, long events, double p50, double p99) {}

    private BenchSender(BenchServer.Access access, int senders, int perSecond, String name) {
        this.access = access;
        this.perSecond = perSecond;
        this.name = name;
        this.threads = Executors.newFixedThreadPool(senders);
    }

    /**
     * Begins.
     *
     * @param perSecond events, or 0 for as many as are acknowledged
     * @param name in the ids of events, so that no run repeats another's
     */
    static BenchSender start(BenchServer.Access access, int senders, int perSecond, String name) {
        BenchSender sender = new BenchSender(access, senders, perSecond, name);
        for (int i = 0; i < senders; i++) {
            sender.threads.execute(sender::send);
        }
        return sender;
    }

    private void send() {
        try {
            while (!over) {
                int batch = next.getAndIncrement();
                if (perSecond > 0) {
                    long due = from + batch * (1_000_000_000L * EVENTS / perSecond);
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                }
                HttpRequest request = HttpRequest.newBuilder(access.address().resolve("/v1/batch"))
                        .POST(HttpRequest.BodyPublishers.ofString(body(batch)))
                        .build();
                long began = System.nanoTime();
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("A batch was answered with " + answer.statusCode() + ": " + answer.body());
                }
                nanos[done.getAndIncrement()] = System.nanoTime() - began;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Ends and tells. */
    Sent stop() throws Exception {
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("A batch was not answered within a minute.");
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        if (failure.get() != null) {
            throw new IllegalStateException("A sender failed.", failure.get());
        }
        long[] sorted = Arrays.copyOf(nanos, done.get());
        Arrays.sort(sorted);
        return new Sent(
                sorted.length * (double) EVENTS / seconds,
                (long) sorted.length * EVENTS,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    /** Acknowledged so far. */
    long events() {
        return (long) done.get() * EVENTS;
    }

    static Sent send(BenchServer.Access access, int senders, String name, Duration length) throws Exception {
        try (BenchSender sender = start(access, senders, 0, name)) {
            Thread.sleep(length);
            return sender.stop();
        }
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
        client.close();
    }

    /** Ten events by each visitor, about 450 bytes each: looks, a few carts, and one in five hundred is an order. */
    private String body(int batch) {
        Instant now = Instant.now();
        StringBuilder body = new StringBuilder(50_000)
                .append("{\"writeKey\":\"").append(access.key()).append("\",\"sentAt\":\"").append(now).append("\",\"batch\":[");
        for (int i = 0; i < EVENTS; i++) {
            int number = batch * EVENTS + i;
            int product = (int) (number * 2_654_435_761L % BenchShop.PRODUCTS & 0x7fff_ffff) % BenchShop.PRODUCTS;
            String id = BenchShop.product(product);
            boolean order = number % 500 == 499;
            body.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"track\",\"event\":\"")
                    .append(order ? "Order Completed" : number % 20 == 7 ? "Product Added" : "Product Viewed")
                    .append("\",\"messageId\":\"").append(name).append('-').append(number)
                    .append("\",\"anonymousId\":\"").append(name).append("-v").append(batch / 10).append('-').append(i)
                    .append("\",\"timestamp\":\"").append(now.minusMillis(i))
                    .append("\",\"context\":{\"library\":{\"name\":\"analytics.js\",\"version\":\"4.1.0\"},\"locale\":\"zh-CN\",")
                    .append("\"page\":{\"url\":\"https://shop.example/products/").append(id)
                    .append("\",\"path\":\"/products/").append(id).append("\",\"referrer\":\"https://www.baidu.com/\"},")
                    .append("\"userAgent\":\"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148\"},")
                    .append("\"properties\":{");
            if (order) {
                body.append("\"order_id\":\"").append(name).append("-o").append(number)
                        .append("\",\"total\":59.9,\"currency\":\"CNY\",\"products\":[{\"product_id\":\"").append(id)
                        .append("\",\"price\":59.9,\"quantity\":1}]}}");
            } else {
                body.append("\"product_id\":\"").append(id).append("\",\"price\":59.9,\"category\":\"")
                        .append(BenchShop.category(product)).append("\"}}");
            }
        }
        return body.append("]}").toString();
    }
}
