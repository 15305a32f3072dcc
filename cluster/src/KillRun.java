import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kills each process of the cluster in turn, as a crash would, while events come in without a pause; leaves it dead for a while, starts it
 * again, and says what clients and pages were answered meanwhile, how long it took until everything was right, and what was lost or doubled.
 */
final class KillRun {

    private static final int FRESHNESS_ROUNDS = 10;
    private static final Duration RIGHT_AGAIN = Duration.ofMinutes(5);
    private static final long WATCH_MILLIS = 500;

    private final RunFolder folder;
    private final Servers servers;
    private final Duration dead;
    private final Door doorA;
    private final Door doorB;
    private final Board boardA;
    private final Board boardB;
    private final Sender sender;
    private final String shop;
    private final List<String> rows = new ArrayList<>();

    private KillRun(RunFolder folder, Duration dead) throws IOException, InterruptedException {
        this.folder = folder;
        this.dead = dead;
        servers = new Servers(folder);
        for (Server server : servers.all()) {
            if (!server.running()) {
                throw new ClusterProblem(server.name() + " does not run. Maybe start the cluster first: bin/cluster up");
            }
            // A machine under load takes its time.
            Cluster.say(server.name() + " answers after " + Seconds.text(server.awaitAnswer()));
        }
        doorA = new Door(servers.replicaA().address());
        doorB = new Door(servers.replicaB().address());
        String token = doorA.signIn("boss", "boss-demo");
        doorA.use(token);
        doorB.use(token);
        shop = doorA.make(
                        "/api/shops",
                        Map.of("name", "Kill run " + LocalDateTime.now().withNano(0), "zone", "UTC", "currency", "CNY"))
                .path("id")
                .asString();
        String key = doorA.make("/api/write-keys", Map.of("shop", shop, "name", "kill run", "kind", "server"))
                .path("key")
                .asString();
        sender = new Sender(List.of(doorA, doorB), key);
        boardA = new Board(doorA, shop);
        boardB = new Board(doorB, shop);
    }

    static void main(RunFolder folder, List<String> arguments) throws Exception {
        Map<String, String> options = options(arguments);
        KillRun run = new KillRun(folder, Duration.ofSeconds(Integer.parseInt(options.getOrDefault("--dead", "20"))));
        String fresh = run.freshness();
        boolean right = run.killEach(Set.of(options.getOrDefault("--only", "all").split(",")));
        String report = run.report(fresh);
        System.out.println(report);
        if (options.containsKey("--record")) {
            Files.writeString(
                    folder.checkout().resolve("benchmarks/results/kill-run.md"),
                    report,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        if (!right) {
            throw new ClusterProblem("Something was lost, doubled, or not right again in time.");
        }
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--dead", "--only" -> options.put(arguments.get(i), arguments.get(++i));
                case "--record" -> options.put("--record", "");
                default ->
                    throw new ClusterProblem("""
                            bin/cluster kill-run [--dead SECONDS] [--only NAME,NAME…] [--record]
                              --dead     so long a killed process stays dead (20)
                              --only     only these, by the names of bin/cluster status
                              --record   also adds the table to benchmarks/results/kill-run.md""");
            }
        }
        return options;
    }

    /** From the moment a batch is sent to A until an open page of B shows it. */
    private String freshness() throws InterruptedException {
        List<Duration> taken = new ArrayList<>();
        for (int round = 0; round < FRESHNESS_ROUNDS; round++) {
            long before = boardB.version();
            long from = System.nanoTime();
            sender.sendNext();
            // Pages ask at moments of their own: the rounds begin at different times within the page's pause.
            boardB.awaitAsAPage(sender, before, round * Board.LOOK_MILLIS / FRESHNESS_ROUNDS, RIGHT_AGAIN);
            taken.add(Seconds.since(from));
        }
        taken.sort(null);
        String text = "Posted to A, shown by an open page of B (which looks every second): median "
                + Seconds.text(taken.get(taken.size() / 2)) + ", longest " + Seconds.text(taken.getLast()) + " of "
                + FRESHNESS_ROUNDS + ".";
        Cluster.say(text);
        return text;
    }

    private boolean killEach(Set<String> only) throws Exception {
        List<Server> victims = new ArrayList<>(List.of(
                servers.replicaA(),
                servers.replicaB(),
                servers.worker(),
                servers.coordinatorServer(),
                servers.broker(),
                servers.postgresServer()));
        victims.removeIf(server -> !only.contains("all") && !only.contains(server.name()));
        Thread sending = Thread.ofPlatform().name("sender").daemon().start(sender::run);
        boolean right = true;
        for (Server victim : victims) {
            Cluster.say("killing " + victim.name() + " …");
            right &= killed(victim);
        }
        sender.end();
        sending.join(Duration.ofSeconds(30));
        return right;
    }

    private boolean killed(Server victim) throws Exception {
        Heard pageA = new Heard();
        Heard pageB = new Heard();
        AtomicBoolean watching = new AtomicBoolean(true);
        int before = sender.acknowledged().size();
        sender.heard().clear();
        victim.kill();
        Thread watchA = watch(boardA, pageA, watching);
        Thread watchB = watch(boardB, pageB, watching);
        Thread.sleep(dead);
        int meanwhile = sender.acknowledged().size() - before;
        String clients = sender.heard().text();
        String saidA = pageA.text();
        String saidB = pageB.text();
        victim.start();
        long from = System.nanoTime();
        Duration started = victim.awaitAnswer();
        sender.pause();
        boolean shown;
        Duration right;
        try {
            shown = awaitRight(from);
            right = Seconds.since(from);
            watching.set(false);
            watchA.join();
            watchB.join();
            Found found = found();
            rows.add(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s | %s | %s | %s | %s | %,d | %d | %d |",
                    victim.name(),
                    meanwhile,
                    clients,
                    saidA,
                    saidB,
                    Seconds.text(started),
                    shown ? Seconds.text(right) : "not within " + Seconds.text(right),
                    sender.acknowledged().size(),
                    found.missing(),
                    found.doubled()));
            Cluster.say(rows.getLast());
            return shown && found.missing() == 0 && found.doubled() == 0;
        } finally {
            watching.set(false);
            sender.goOn();
        }
    }

    private static Thread watch(Board board, Heard heard, AtomicBoolean watching) {
        return Thread.ofVirtual().start(() -> {
            while (watching.get()) {
                heard.add(board.ask());
                heard.said(board.away());
                try {
                    Thread.sleep(WATCH_MILLIS);
                } catch (InterruptedException end) {
                    return;
                }
            }
        });
    }

    private boolean awaitRight(long from) throws InterruptedException {
        while (!boardA.shows(sender) || !boardB.shows(sender)) {
            if (Seconds.since(from).compareTo(RIGHT_AGAIN) > 0) {
                return false;
            }
            Thread.sleep(WATCH_MILLIS);
        }
        return true;
    }

    /** What Trino itself has, past all of Quanjing. */
    private record Found(int missing, int doubled) {}

    private Found found() throws SQLException {
        Set<String> once = new HashSet<>();
        int doubled = 0;
        try (Connection connection = servers.trinoConnection();
                ResultSet keys = connection
                        .createStatement()
                        .executeQuery("select natural_key, count(*) from event where shop = '" + shop + "' group by natural_key")) {
            while (keys.next()) {
                once.add(keys.getString(1));
                doubled += keys.getLong(2) > 1 ? 1 : 0;
            }
        }
        long missing = sender.acknowledged().stream().filter(id -> !once.contains(id)).count();
        return new Found((int) missing, doubled);
    }

    private String report(String fresh) throws Exception {
        StringBuilder report = new StringBuilder();
        report.append("\n## ").append(LocalDate.now(ZoneOffset.UTC)).append(", commit ").append(commit()).append("\n\n");
        report.append(machine()).append(". Each process was dead for ").append(Seconds.text(dead)).append(". ").append(fresh).append("\n\n");
        report.append("| killed | events acknowledged while it was dead | clients were answered | page of A | page of B "
                + "| it answered again after | both pages showed every event after | acknowledged so far | lost | doubled |\n");
        report.append("|---|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> report.append(row).append('\n'));
        report.append("\nIn words:\n\n");
        Heard.sentences().forEach((code, sentence) ->
                report.append("- `").append(code).append("`: ").append(sentence).append('\n'));
        return report.toString();
    }

    private String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                .directory(folder.checkout().toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? text : "unknown";
    }

    private static String machine() throws IOException {
        String processor = "";
        Path known = Path.of("/proc/cpuinfo");
        if (Files.isReadable(known)) {
            processor = Files.readAllLines(known).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.split(":", 2)[1].strip())
                    .findFirst()
                    .orElse("");
        }
        return "All on one machine: " + Runtime.getRuntime().availableProcessors() + " cores, " + processor + ", "
                + System.getProperty("os.name") + ", Java " + Runtime.version().feature();
    }
}
