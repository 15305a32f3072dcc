import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** People who look at the cockpit: each asks its six questions at once, as the page does, and again a second after the last answer. */
final class BenchBoard {

    private static final String CORE = "gmv,paid_orders,visitors,aov,gross_margin";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Pattern AS_OF = Pattern.compile("\"asOf\":\"([^\"]+)\"");

    /** Whose board: the same for all, or each with another shop and breakdown. */
    enum Viewers {
        SAME,
        DIFFERENT
    }

    private static final String[][] VIEWS = {
        {"", "channel"}, {"bench-1", "channel"}, {"bench-2", "channel"}, {"bench-3", "region"},
        {"", "region"}, {"bench-1", "device"}, {"", "category"}, {"bench-4", "product"}
    };

    /**
     * How long people waited.
     *
     * @param p50 milliseconds until the last of the six answers
     * @param p95 the same
     * @param longest the same
     * @param sets how many sets were asked
     * @param oldest how many milliseconds the oldest answer was behind its arrival
     * @param refused sets of which the server could not answer a question in the time that it takes for one
     */
    record Waited(double p50, double p95, double longest, int sets, double oldest, long refused) {}

    private BenchBoard() {}

    /** Asks for so long with so many viewers; what is asked in the first seconds, until each has had one answer, does not count. */
    static Waited watch(BenchServer.Access access, int days, int viewers, Viewers which, Duration length) throws Exception {
        List<double[]> all = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(viewers);
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<Callable<List<double[]>>> tasks = new ArrayList<>();
            for (int i = 0; i < viewers; i++) {
                String[] view = VIEWS[which == Viewers.SAME ? 0 : i % VIEWS.length];
                SplittableRandom random = new SplittableRandom(i);
                tasks.add(() -> {
                    List<double[]> waited = new ArrayList<>();
                    Thread.sleep(random.nextLong(PAUSE.toMillis()));
                    var _ = ask(client, access, days, view[0], view[1]);
                    long end = System.nanoTime() + length.toNanos();
                    while (System.nanoTime() < end) {
                        Thread.sleep(PAUSE.toMillis() - 200 + random.nextLong(400));
                        waited.add(ask(client, access, days, view[0], view[1]));
                    }
                    return waited;
                });
            }
            for (Future<List<double[]>> done : threads.invokeAll(tasks)) {
                all.addAll(done.get());
            }
        }
        double[] times = all.stream().mapToDouble(one -> one[0]).sorted().toArray();
        return new Waited(
                at(times, 0.50),
                at(times, 0.95),
                times[times.length - 1],
                times.length,
                all.stream().mapToDouble(one -> one[1]).max().orElse(0),
                all.stream().filter(one -> one[2] > 0).count());
    }

    /** Once, as somebody who opens the page first: milliseconds. */
    static double first(BenchServer.Access access, int days) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return ask(client, access, days, "", "channel")[0];
        }
    }

    static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    private static double[] ask(HttpClient client, BenchServer.Access access, int days, String shop, String by) throws Exception {
        long from = System.nanoTime();
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (URI question : questions(access.address(), days, shop, by)) {
            answers.add(client.sendAsync(
                    HttpRequest.newBuilder(question)
                            .header("Cookie", access.cookies())
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray()));
        }
        List<HttpResponse<byte[]>> all = new ArrayList<>();
        for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            all.add(answer.get());
        }
        double waited = (System.nanoTime() - from) / 1e6;
        Instant now = Instant.now();
        double oldest = 0;
        int refused = 0;
        for (HttpResponse<byte[]> answer : all) {
            String body = text(answer);
            if (answer.statusCode() == 503 || answer.statusCode() == 504) {
                refused++;
                continue;
            }
            Matcher asOf = AS_OF.matcher(body);
            if (answer.statusCode() != 200 || !asOf.find()) {
                throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + body);
            }
            oldest = Math.max(oldest, Duration.between(Instant.parse(asOf.group(1)), now).toNanos() / 1e6);
        }
        return new double[] {waited, oldest, refused};
    }

    private static String text(HttpResponse<byte[]> answer) throws Exception {
        boolean packed = answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        byte[] body = answer.body();
        return packed
                ? new String(new GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8)
                : new String(body, StandardCharsets.UTF_8);
    }

    /** The shops' today. */
    static LocalDate today() {
        return Instant.now().atOffset(ZoneOffset.ofHours(8)).toLocalDate();
    }

    /** What the cockpit asks, in its order: whether there is anything, the cards with both comparisons, their lines, the trend, the breakdown. */
    static List<URI> questions(URI address, int days, String shop, String by) {
        String period = "&grain=" + (days <= 1 ? "hour" : days <= 120 ? "day" : "week");
        String common = "&from=" + today().minusDays(days - 1L) + "&to=" + today() + (shop.isEmpty() ? "" : "&shop=" + shop);
        return Arrays.stream(new String[] {
                    "ids=" + encoded("order_amount,gmv,page_views") + common,
                    "ids=" + encoded(CORE) + common + "&compare=previous",
                    "ids=" + encoded(CORE) + common + "&compare=last-year",
                    "ids=" + encoded(CORE) + common + period,
                    "ids=" + encoded("gmv,visitors") + common + period + "&compare=previous",
                    "ids=" + encoded(CORE) + common + "&by=" + by + "&order=gmv&compare=previous&limit=200"
                })
                .map(query -> address.resolve("/api/metric?" + query))
                .toList();
    }

    private static String encoded(String ids) {
        return URLEncoder.encode(ids, StandardCharsets.UTF_8);
    }
}
