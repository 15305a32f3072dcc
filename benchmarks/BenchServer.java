import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program as it is built, serving a folder in a process of its own on a free port of this machine. */
final class BenchServer implements AutoCloseable {

    private static final Pattern PASSWORD = Pattern.compile("one-time password (\\S+)");
    private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"");
    private static final String SECRET = "a long secret of the measuring bench";
    private static final String NOTES = "bench.properties";

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final Path data;
    private final Path messages;
    private final URI address;
    private final double seconds;
    private final String password;

    private BenchServer(Process process, Path data, Path messages, URI address, double seconds, String password) {
        this.process = process;
        this.data = data;
        this.messages = messages;
        this.address = address;
        this.seconds = seconds;
        this.password = password;
    }

    /** Starts and waits until the page answers. */
    static BenchServer start(Path root, Path data) throws Exception {
        Path messages = Files.createTempFile(data.toAbsolutePath().getParent(), "messages", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        root.resolve("bin/quanjing").toString(), "serve", "--port", "0", "--data", data.toString())
                .redirectError(messages.toFile());
        builder.environment().put("QUANJING_NO_BUILD", "yes");
        builder.environment().remove("QUANJING_DATA");
        // The limit of a key protects a server from its senders; here the server's own limit is wanted.
        builder.environment()
                .put(
                        "QUANJING_JAVA_OPTIONS",
                        "-Dquanjing.ingest.track.events-per-second=1000000 -Dquanjing.ingest.track.burst-events=1000000 "
                                + System.getProperty("quanjing.bench.options", ""));
        long from = System.nanoTime();
        Process process = builder.start();
        STARTED.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("Quanjing is ready: ")) {
                URI address = URI.create(line.substring("Quanjing is ready: ".length()).replace("localhost", "127.0.0.1"));
                try (HttpClient client = HttpClient.newHttpClient()) {
                    HttpResponse<String> page = client.send(
                            HttpRequest.newBuilder(address.resolve("/")).build(), HttpResponse.BodyHandlers.ofString());
                    if (page.statusCode() != 200) {
                        throw new IllegalStateException("The page answers " + page.statusCode() + ".");
                    }
                }
                double seconds = (System.nanoTime() - from) / 1e9;
                Matcher password = Pattern.compile("").matcher("");
                if (!Files.exists(data.resolve(NOTES))) {
                    password = PASSWORD.matcher(String.valueOf(out.readLine()));
                }
                String once = password.find() && password.groupCount() > 0 ? password.group(1) : "";
                Thread.ofVirtual().start(() -> drain(out));
                return new BenchServer(process, data, messages, address, seconds, once);
            }
        }
        throw new IllegalStateException("The server did not start: " + Files.readString(messages));
    }

    private static void drain(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                // A full pipe would stop the server.
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** From the command to the answer of the page. */
    double seconds() {
        return seconds;
    }

    URI address() {
        return address;
    }

    /** Signs in, and the first time changes the password, adds the shops and makes the key that events are sent with. */
    Access access() throws Exception {
        CookieManager cookies = new CookieManager();
        try (HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            Path notes = data.resolve(NOTES);
            Properties known = new Properties();
            if (Files.exists(notes)) {
                try (var reader = Files.newBufferedReader(notes)) {
                    known.load(reader);
                }
                signIn(client, cookies, SECRET);
            } else {
                signIn(client, cookies, password);
                post(client, cookies, "/api/session/password", "{\"current\":\"" + password + "\",\"next\":\"" + SECRET + "\"}");
                for (String shop : BenchShop.SHOPS) {
                    post(client, cookies, "/api/shops", "{\"name\":\"" + shop + "\",\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\"}");
                }
                Matcher key = KEY.matcher(
                        post(client, cookies, "/api/write-keys", "{\"shop\":\"" + BenchShop.SHOPS[0] + "\",\"name\":\"bench\"}"));
                if (!key.find()) {
                    throw new IllegalStateException("The server gave no write key.");
                }
                known.setProperty("key", key.group(1));
                try (var writer = Files.newBufferedWriter(notes)) {
                    known.store(writer, "of the measuring bench");
                }
            }
            StringBuilder header = new StringBuilder();
            for (HttpCookie cookie : cookies.getCookieStore().getCookies()) {
                header.append(header.isEmpty() ? "" : "; ").append(cookie.getName()).append('=').append(cookie.getValue());
            }
            return new Access(address, header.toString(), known.getProperty("key"));
        }
    }

    /**
     * What a page and a sender need.
     *
     * @param address of the server
     * @param cookies of a signed-in page
     * @param key that events are sent with
     */
    record Access(URI address, String cookies, String key) {}

    private void signIn(HttpClient client, CookieManager cookies, String secret) throws Exception {
        post(client, cookies, "/api/session", "{\"username\":\"admin\",\"password\":\"" + secret + "\"}");
    }

    private String post(HttpClient client, CookieManager cookies, String path, String body) throws Exception {
        if (token(cookies).isEmpty()) {
            var _ = client.send(HttpRequest.newBuilder(address.resolve("/api/session/csrf")).build(), HttpResponse.BodyHandlers.ofString());
        }
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("X-XSRF-TOKEN", token(cookies))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String token(CookieManager cookies) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** The processor time of the server so far, its compiler and collector included. */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Of the program, in millions of bytes: what only it holds, and its share of what it holds with others. */
    double memory() throws IOException {
        return Proportional.of(process.pid());
    }

    /** Of PostgreSQL's processes. */
    double databaseMemory() throws IOException {
        double sum = 0;
        try (Stream<Path> files = Files.find(data.resolve("postgres"), 3, (path, of) -> path.endsWith("postmaster.pid"))) {
            for (Path file : files.toList()) {
                long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
                sum += Proportional.of(pid);
                ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
                for (ProcessHandle child : postmaster.descendants().toList()) {
                    sum += Proportional.of(child.pid());
                }
            }
        }
        return sum;
    }

    private static final class Proportional {
        static double of(long pid) throws IOException {
            for (String name : List.of("smaps_rollup", "status")) {
                Path file = Path.of("/proc/" + pid + "/" + name);
                if (Files.isReadable(file)) {
                    for (String line : Files.readAllLines(file)) {
                        if (line.startsWith("Pss:") || line.startsWith("VmRSS:")) {
                            return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
                        }
                    }
                }
            }
            return Double.NaN;
        }
    }

    /** Stops what still runs, when the bench itself is told to stop. */
    static void stopAll() {
        for (Process process : STARTED) {
            process.destroy();
        }
        for (Process process : STARTED) {
            try {
                var _ = process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        boolean ended;
        try {
            ended = process.waitFor(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        STARTED.remove(process);
        if (!ended) {
            var _ = process.destroyForcibly();
            throw new IllegalStateException("The server did not stop within two minutes: " + Files.readString(messages));
        }
        Files.deleteIfExists(messages);
    }
}
