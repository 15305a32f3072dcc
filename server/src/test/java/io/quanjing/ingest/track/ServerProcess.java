package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.testing.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code quanjing serve} in a process of its own, to be killed. */
final class ServerProcess {

    static final String QUICK = "-XX:TieredStopAtLevel=1";
    private static final Pattern PASSWORD = Pattern.compile("one-time password (\\S+)");

    private final Process process;
    private final int port;
    private final Duration startedIn;
    private final StringBuilder output;

    private ServerProcess(Process process, int port, Duration startedIn, StringBuilder output) {
        this.process = process;
        this.port = port;
        this.startedIn = startedIn;
        this.output = output;
    }

    /** Starts as fast as it can: what it runs is over soon. */
    static ServerProcess start(Path data) {
        return start(data, List.of(QUICK));
    }

    /** Starts with these options of the runtime. */
    static ServerProcess start(Path data, List<String> options) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return start(data, free, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerProcess start(Path data, ServerSocket free, List<String> options) throws IOException {
        int port = free.getLocalPort();
        free.close();
        return start(data, port, options);
    }

    /** Starts again on the port that it had. */
    static ServerProcess start(Path data, int port) {
        return start(data, port, List.of(QUICK));
    }

    private static Path temporary(Path data) {
        try {
            return Files.createDirectories(data.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts on a port with these options of the runtime, and returns when the server says that it is ready. */
    static ServerProcess start(Path data, int port, List<String> options) {
        long from = System.nanoTime();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx768m",
                "-Dfile.encoding=UTF-8",
                // A killed server leaves DuckDB's library in its temporary folder; the test's folder is removed.
                "-Djava.io.tmpdir=" + temporary(data),
                "-Dquanjing.ingest.track.events-per-second=1000000",
                "-Dquanjing.ingest.track.burst-events=1000000",
                "-cp",
                System.getProperty("java.class.path"),
                "io.quanjing.Quanjing",
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            StringBuilder output = new StringBuilder();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("The data is in")) {
                    Duration took = Duration.ofNanos(System.nanoTime() - from);
                    drain(lines, output);
                    return new ServerProcess(process, port, took, output);
                }
            }
            throw new IllegalStateException("The server did not start:\n" + output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A full pipe would stop the server. */
    private static void drain(BufferedReader lines, StringBuilder output) {
        Thread.ofVirtual().start(() -> {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (output) {
                        output.append(line).append('\n');
                    }
                }
            } catch (IOException e) {
                // The process was killed.
            }
        });
    }

    /** The processor time that it has taken so far. */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    int port() {
        return port;
    }

    Duration startedIn() {
        return startedIn;
    }

    /** Signs in for the first time, adds a shop and makes a write key for it. */
    String writeKey() {
        Browser browser = new Browser(port);
        String password = oneTimePassword();
        String next = "a long secret of the crash test";
        assertThat(browser.signIn("admin", password).status()).isEqualTo(200);
        assertThat(browser.post("/api/session/password", Map.of("current", password, "next", next))
                        .status())
                .isEqualTo(204);
        Browser.Answer shop =
                browser.post("/api/shops", Map.of("name", "crash", "zone", "Asia/Shanghai", "currency", "CNY"));
        assertThat(shop.status()).as(shop.response().body()).isEqualTo(201);
        Browser.Answer key = browser.post("/api/write-keys", Map.of("shop", "crash", "name", "crash test"));
        assertThat(key.status()).as(key.response().body()).isEqualTo(201);
        return key.json().path("key").asString();
    }

    private String oneTimePassword() {
        synchronized (output) {
            Matcher password = PASSWORD.matcher(output);
            if (!password.find()) {
                throw new IllegalStateException("The server printed no password:\n" + output);
            }
            return password.group(1);
        }
    }

    /** {@code kill -9}: nothing of the process runs any more, not even its shutdown hooks. */
    void kill() throws InterruptedException {
        if (process.destroyForcibly().waitFor() != 137) {
            throw new IllegalStateException("The server had ended before it was killed:\n" + output);
        }
    }

    /** Stops it as an operator would. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The server did not stop within a minute:\n" + output);
        }
    }
}
