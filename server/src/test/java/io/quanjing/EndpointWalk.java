package io.quanjing;

import io.quanjing.OrdinaryRequests.Request;
import io.quanjing.testing.Browser;
import io.quanjing.testing.JsonMutations;
import io.quanjing.testing.Mutations;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who goes from endpoint to endpoint with broken requests, and notes what is answered. */
final class EndpointWalk {

    /** After that an answer counts as one that does not come. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    static final String SECRET = "hush_demo_secret";

    private static final String ORDERS = """
            订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额
            1,178.8,178.8,上海,2020-02-21 0:00:00,2020-02-21 0:00:02,0
            2,x,21,广东省,2020-02-20 0:00:00,,0
            """;

    private static final String SHOPIFY = """
            {"id":450789469,"name":"#1001","created_at":"2026-11-01T09:00:00+08:00","updated_at":"2026-11-01T09:05:00+08:00",
             "financial_status":"paid","currency":"CNY","total_price":"34.98","email":"bob@example.com",
             "customer":{"id":7,"email":"bob@example.com","phone":"+15142546011"},
             "line_items":[{"id":1,"sku":"S1","title":"短袖","quantity":1,"price":"34.98"}],
             "order_id":450789469,"transactions":[{"amount":"10.00","kind":"refund","status":"success"}],"refund_line_items":[]}""";
    private static final String WOOCOMMERCE = """
            {"id":723,"status":"processing","currency":"CNY","date_created_gmt":"2026-11-01T01:00:00","date_modified_gmt":"2026-11-01T01:05:00",
             "total":"29.35","customer_id":26,"name":"短袖","line_items":[{"id":315,"name":"短袖","product_id":93,"quantity":2,"total":"6.00"}],"refunds":[]}""";

    /**
     * An address with a method.
     *
     * @param handler whose parameters say what an ordinary request is
     */
    record Endpoint(String method, String pattern, Method handler) {

        String name() {
            return method + " " + pattern;
        }
    }

    /** What all that walk have found. */
    static final class Notes {

        final Queue<String> faults = new ConcurrentLinkedQueue<>();
        final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        final Map<String, Integer> understood = new ConcurrentHashMap<>();
        /** By endpoint, the last request that should have been understood and was not. */
        final Map<String, String> refusals = new ConcurrentHashMap<>();

        final AtomicLong longestNanos = new AtomicLong();
    }

    private final int port;
    private final long seed;
    private final Random random;
    private final Notes notes;
    private final Supplier<Browser> signIn;
    private final Map<String, List<String>> words;
    private final Map<String, String> sources;
    private final String key;
    private final OrdinaryRequests ordinary;
    private final DoorRequests doors;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private Browser browser;

    /**
     * @param signIn a browser in which an administrator is signed in
     * @param sources of webhooks, by kind; all with the secret {@link #SECRET}
     * @param key a write key
     */
    EndpointWalk(
            int port,
            long seed,
            Notes notes,
            Supplier<Browser> signIn,
            Map<String, List<String>> words,
            Map<String, String> sources,
            String key) {
        this.port = port;
        this.seed = seed;
        this.random = new Random(seed);
        this.notes = notes;
        this.signIn = signIn;
        this.words = new HashMap<>(words);
        this.sources = sources;
        this.key = key;
        this.ordinary = new OrdinaryRequests(this.words, ORDERS, random);
        this.doors = new DoorRequests(key, random);
        this.browser = signIn.get();
    }

    /** Asks so many times, each endpoint in its turn. */
    void over(List<Endpoint> endpoints, int times) {
        for (int i = 0; i < times && notes.faults.size() < 50; i++) {
            if (i % endpoints.size() == 0) {
                learn();
                deliver("shopify", SHOPIFY.getBytes(StandardCharsets.UTF_8));
            }
            Endpoint endpoint = endpoints.get(i % endpoints.size());
            if (endpoint.pattern().equals("/v1/hooks/{source}")) {
                deliver(i);
                continue;
            }
            Request good = doors.of(endpoint.method(), endpoint.pattern());
            if (good == null) {
                good = ordinary.of(endpoint.method(), endpoint.pattern(), endpoint.handler());
            }
            // Now and then as it is meant, so that there is something to change and to ask for.
            if (i / endpoints.size() % 10 < 2) {
                askAsMeant(endpoint, good);
            } else {
                ask(endpoint, broken(good, i), i);
            }
        }
    }

    private void askAsMeant(Endpoint endpoint, Request good) {
        ask(endpoint, good, body(good), ordinaryHeaders(good.contentType()), true);
    }

    private void ask(Endpoint endpoint, Request bad, int number) {
        byte[] body = body(bad);
        if (body != null && body.length > 0 && random.nextInt(4) == 0) {
            body = random.nextInt(50) == 0 ? "[".repeat(50_000).getBytes(StandardCharsets.UTF_8) : bytes(body, number);
        }
        ask(endpoint, bad, body, headers(bad.contentType()), false);
    }

    private static byte @Nullable [] body(Request request) {
        String text = request.json() == null ? request.text() : request.json().toString();
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private void ask(
            Endpoint endpoint, Request asked, byte @Nullable [] body, Map<String, String> headers, boolean meant) {
        HttpRequest.Builder request = browser.request("/api/health").uri(uri(asked.address()));
        headers.forEach(request::header);
        request.method(
                asked.method(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        String refusal = send(endpoint.name(), request, asked, body);
        if (meant && refusal != null) {
            notes.refusals.put(endpoint.name(), refusal);
        }
    }

    private URI uri(String address) {
        return URI.create("http://127.0.0.1:" + port + address);
    }

    private Map<String, String> ordinaryHeaders(String contentType) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"));
        headers.put("Cookie", "XSRF-TOKEN=" + browser.cookie("XSRF-TOKEN") + "; " + session());
        headers.put("Content-Type", contentType);
        return headers;
    }

    private Map<String, String> headers(String contentType) {
        Map<String, String> headers = ordinaryHeaders(contentType);
        switch (random.nextInt(20)) {
            case 0 -> headers.put("Content-Type", "text/plain");
            case 1 -> headers.put("Content-Encoding", "gzip");
            case 2 -> headers.put("Accept", "text/html");
            case 3 -> headers.put("Accept-Language", "xx-!!,zh;q=9");
            case 4 -> headers.put("Authorization", "Basic !!!!");
            case 5 -> headers.put("X-XSRF-TOKEN", "wrong");
            case 6 -> headers.put("Content-Type", "application/json;charset=utf-99");
            default -> {}
        }
        return headers;
    }

    private String session() {
        return "quanjing_session=" + browser.cookie("quanjing_session");
    }

    private Request broken(Request good, int number) {
        List<String> path = new ArrayList<>(good.path());
        List<Map.Entry<String, String>> query = new ArrayList<>(good.query());
        JsonNode json = good.json();
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            switch (random.nextInt(6)) {
                case 0 -> path.set(path.size() - 1, Mutations.nasty(random));
                case 1, 2 -> breakQuery(query);
                default -> {
                    if (json == null) {
                        breakQuery(query);
                    } else {
                        json = new JsonMutations(seed + number + n).of(json);
                    }
                }
            }
        }
        return new Request(good.method(), path, query, json, good.text(), good.contentType());
    }

    private void breakQuery(List<Map.Entry<String, String>> query) {
        if (query.isEmpty()) {
            query.add(Map.entry(random.nextBoolean() ? "limit" : "x", Mutations.nasty(random)));
            return;
        }
        int at = random.nextInt(query.size());
        switch (random.nextInt(4)) {
            case 0 -> query.remove(at);
            case 1 -> query.add(query.get(at));
            case 2 -> query.set(at, Map.entry(query.get(at).getKey(), ""));
            default -> query.set(at, Map.entry(query.get(at).getKey(), Mutations.nasty(random)));
        }
    }

    private byte[] bytes(byte[] good, int number) {
        try {
            return new Mutations(seed + number).of(good, false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed as it should be: what is broken is what it says. */
    private void deliver(int number) {
        String kind = random.nextBoolean() ? "shopify" : "woocommerce";
        JsonNode good = JsonMapper.shared().readTree(kind.equals("shopify") ? SHOPIFY : WOOCOMMERCE);
        JsonNode bad = random.nextInt(10) == 0 ? good : new JsonMutations(seed + number).of(good);
        byte[] body = bad.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            body = bytes(body, number);
        }
        deliver(kind, body);
    }

    private void deliver(String kind, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/hooks/" + sources.get(kind)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        doors.signed(kind, body, SECRET).forEach(request::header);
        String ignored = send("POST /v1/hooks/{source}", request, null, body);
    }

    /** Sends, and looks at what is answered. Returns what was refused and why, or null. */
    private @Nullable String send(
            String endpoint, HttpRequest.Builder request, @Nullable Request asked, byte @Nullable [] body) {
        HttpRequest sent = request.timeout(LONGEST).build();
        String what = sent.method() + " " + sent.uri()
                + (body == null ? "" : " " + cut(new String(body, StandardCharsets.UTF_8)));
        long start = System.nanoTime();
        HttpResponse<String> answer;
        try {
            answer = http.send(sent, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            notes.faults.add(what + " → " + e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        notes.longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        notes.statuses.merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() < 300) {
            notes.understood.merge(endpoint, 1, Integer::sum);
        }
        if (answer.statusCode() >= 500) {
            notes.faults.add(what + " → " + answer.statusCode() + " " + cut(answer.body()));
        } else if (answer.statusCode() >= 400 && saysNothing(answer)) {
            notes.faults.add(what + " → " + answer.statusCode() + " without a code: " + cut(answer.body()));
        } else if (answer.statusCode() == 401 && asked != null && endpoint.contains(" /api/")) {
            browser = signIn.get();
        }
        return answer.statusCode() < 300 ? null : what + " → " + answer.statusCode() + " " + cut(answer.body());
    }

    private static boolean saysNothing(HttpResponse<String> answer) {
        try {
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .path("code")
                    .asString("")
                    .isEmpty();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static String cut(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + " …";
    }

    /** What there is by now that can be changed and deleted; what this test stands on is not among it. */
    private void learn() {
        Map<String, String> lists = Map.of(
                "/api/sources", "",
                "/api/pulled-sources", "",
                "/api/topic-sources", "",
                "/api/tokens", "",
                "/api/write-keys", "",
                "/api/views", "",
                "/api/imports", "?limit=20",
                "/api/benchmark", "/all",
                "/api/calendar", "?from=2026-11-01&to=2026-11-30");
        lists.forEach((resource, rest) -> {
            Browser.Answer answer = browser.get(resource + rest);
            if (answer.status() != 200) {
                browser = signIn.get();
                answer = browser.get(resource + rest);
            }
            List<String> names = new ArrayList<>(KnownWords.names(answer.json()));
            answer.json().forEach(part -> names.addAll(KnownWords.names(part)));
            names.removeIf(name -> name.equals(key) || sources.containsValue(name));
            words.put(resource + " id", names);
            if (!resource.equals("/api/pulled-sources")) {
                words.put(resource + " key", names);
            }
        });
        rejected("/api/sources", sources.values());
        rejected("/api/pulled-sources", words.getOrDefault("/api/pulled-sources id", List.of()));
        words.put("/api/sources/{id}/replay id", List.copyOf(sources.values()));
    }

    /** What one of the sources could not take. */
    private void rejected(String resource, Collection<String> of) {
        for (String source : of) {
            Browser.Answer answer = browser.get(resource + "/" + source + "/rejected");
            if (answer.status() == 200 && !answer.json().isEmpty()) {
                words.put(resource + "/{id}/rejected id", List.of(source));
                words.put(resource + "/{id}/rejected rejected", KnownWords.names(answer.json()));
            }
        }
    }
}
