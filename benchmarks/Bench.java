import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The measuring bench: whole processes on data folders of one size after the other, each figure beside the least that it could be. Started by
 * bin/bench, which says what can be chosen.
 */
final class Bench {

    private static final int LIVE = 10_000;
    private static final int VIEWERS = 8;
    private static final int READERS = 4;
    private static final int SENDERS = 16;

    private final Path root;
    private final Path work;
    private final BenchTable table;
    private final List<String> parts;

    private Bench(Path root, Path work, BenchTable table, List<String> parts) {
        this.root = root;
        this.work = work;
        this.table = table;
        this.parts = parts;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "measure" -> measure(root, List.of(arguments[2].split(",", 0)), List.of(arguments[3].split(",", 0)), arguments[4]);
            case "data" -> data(root, BenchSize.of(arguments[2]), Path.of(arguments[3]).toAbsolutePath());
            case "lines" -> System.out.println(BenchLines.write(Path.of(arguments[3]), BenchSize.of(arguments[2]).lines()));
            default -> throw new IllegalArgumentException("measure, data or lines, not " + arguments[0]);
        }
    }

    private static void measure(Path root, List<String> names, List<String> parts, String commit) throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        BenchTable table = new BenchTable(root.resolve(".build/bench-last"));
        String place = System.getenv("QUANJING_BENCH_FOLDER");
        Path below = place == null ? Path.of(System.getProperty("java.io.tmpdir")) : Files.createDirectories(Path.of(place));
        Path work = Files.createTempDirectory(below, "quanjing-bench-");
        // Under root PostgreSQL runs as another user, who has to pass through.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        Thread cleaner = new Thread(() -> {
            BenchServer.stopAll();
            deleteQuietly(work);
        });
        Runtime.getRuntime().addShutdownHook(cleaner);
        List<BenchSize> sizes = names.stream().map(BenchSize::of).toList();
        int gigabytes = sizes.stream().mapToInt(BenchSize::diskGigabytes).max().orElseThrow();
        long free = Files.getFileStore(work).getUsableSpace() / 1_000_000_000;
        System.err.println("The largest size needs " + gigabytes + " GB in " + below + "; " + free + " GB are free.");
        if (free < gigabytes) {
            throw new IllegalStateException("There is not enough room in " + below + ". Maybe set QUANJING_BENCH_FOLDER to a folder of another disk.");
        }
        for (BenchSize size : sizes) {
            new Bench(root, work, table, parts).run(size);
        }
        table.report(root.resolve("benchmarks/results/bench.md"), commit, load);
    }

    /** Only makes a folder that a server can be started on. */
    private static void data(Path root, BenchSize size, Path data) throws Exception {
        Bench bench = new Bench(root, data.getParent(), new BenchTable(root.resolve(".build/bench-last")), List.of());
        bench.fill(size, data);
        System.out.println(data);
    }

    private boolean wants(String part) {
        return parts.contains("all") || parts.contains(part);
    }

    private void run(BenchSize size) throws Exception {
        if (wants("start") || wants("board") || wants("ingest")) {
            Path data = work.resolve("data");
            String given = System.getenv("QUANJING_BENCH_DATA");
            if (given != null) {
                data = Path.of(given).toAbsolutePath();
            } else {
                double seconds = fill(size, data);
                table.put(size, "generating", "s", seconds);
            }
            if (wants("start")) {
                start(size, data);
            }
            serve(size, data);
            if (wants("board")) {
                // The floor of each is measured beside it, so the figures wait for the file to be free.
                boardFloors(size, data);
            }
            if (given == null) {
                delete(data);
            }
        }
        if (wants("import")) {
            imports(size);
        }
        if (wants("formats")) {
            formats(size);
        }
    }

    private double fill(BenchSize size, Path data) throws Exception {
        long from = System.nanoTime();
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        BenchData.fill(data, size, Instant.now());
        double seconds = (System.nanoTime() - from) / 1e9;
        try (BenchServer server = BenchServer.start(root, data)) {
            var _ = server.access();
        }
        return seconds;
    }

    private void start(BenchSize size, Path data) throws Exception {
        Path empty = work.resolve("empty");
        List<Double> first = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        List<Double> full = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            try (BenchServer server = BenchServer.start(root, empty)) {
                first.add(server.seconds());
            }
            try (BenchServer server = BenchServer.start(root, empty)) {
                later.add(server.seconds());
                if (round == 2) {
                    table.put(size, "memory of the program, empty", "MB", server.memory());
                    table.put(size, "memory of PostgreSQL, empty", "MB", server.databaseMemory());
                }
            }
            delete(empty);
            try (BenchServer server = BenchServer.start(root, data)) {
                full.add(server.seconds());
            }
        }
        table.put(size, "first page, new folder", "s", median(first));
        table.put(size, "first page, later start, empty", "s", median(later));
        table.put(size, "first page, later start, with the events", "s", median(full));
    }

    /**
     * The boards in the order in which they are looked at.
     *
     * @param name as the table has it
     * @param days with today
     */
    private record Board(String name, int days) {}

    /** The first one meets a program that has just started; how it does later is seen by the last. */
    private static final List<Board> BOARDS = List.of(
            new Board("today", 1), new Board("30 days", 30), new Board("365 days", 365), new Board("today, once more", 1));

    private record Figures(Board board, double firstAsk, BenchBoard.Waited idle, BenchBoard.Waited idleOthers, BenchBoard.Waited live, BenchBoard.Waited liveOthers) {}

    private final List<Figures> boards = new ArrayList<>();

    private void serve(BenchSize size, Path data) throws Exception {
        Duration length = Duration.ofSeconds(size.events() < 10_000_000 ? 6 : 12);
        try (BenchServer server = BenchServer.start(root, data)) {
            BenchServer.Access access = server.access();
            String run = "b" + Long.toString(System.currentTimeMillis(), 36);
            if (wants("start")) {
                table.put(size, "memory of the program, with the events, at rest", "MB", server.memory());
            }
            if (wants("board")) {
                for (Board board : BOARDS) {
                    int days = board.days();
                    double first = BenchBoard.first(access, days);
                    BenchBoard.Waited idle = BenchBoard.watch(access, days, VIEWERS, BenchBoard.Viewers.SAME, length);
                    BenchBoard.Waited idleOthers = BenchBoard.watch(access, days, VIEWERS, BenchBoard.Viewers.DIFFERENT, length);
                    try (BenchSender sender = BenchSender.start(access, 4, LIVE, run + "l" + boards.size())) {
                        Thread.sleep(3_000);
                        BenchBoard.Waited live = BenchBoard.watch(access, days, VIEWERS, BenchBoard.Viewers.SAME, length);
                        BenchBoard.Waited liveOthers = BenchBoard.watch(access, days, VIEWERS, BenchBoard.Viewers.DIFFERENT, length);
                        BenchSender.Sent sent = sender.stop();
                        table.put(size, "events while boards are watched, " + board.name(), "events/s", sent.perSecond());
                        boards.add(new Figures(board, first, idle, idleOthers, live, liveOthers));
                        tell(size, boards.getLast());
                    }
                }
                table.put(size, "memory of the program, after boards and events", "MB", server.memory());
                table.put(size, "memory of PostgreSQL, after boards and events", "MB", server.databaseMemory());
            }
            if (wants("ingest")) {
                ingest(size, server, access, run, length);
            }
        }
    }

    private static void tell(BenchSize size, Figures board) {
        System.err.printf(
                "%s: board of %s: first %.0f ms; idle p95 %.0f, others %.0f; live p50 %.0f p95 %.0f (%d sets, oldest %.0f ms), others p50 %.0f p95 %.0f (%d sets, oldest %.0f ms)%n",
                size.name(), board.board().name(), board.firstAsk(), board.idle().p95(), board.idleOthers().p95(),
                board.live().p50(), board.live().p95(), board.live().sets(), board.live().oldest(),
                board.liveOthers().p50(), board.liveOthers().p95(), board.liveOthers().sets(), board.liveOthers().oldest());
    }

    private void boardFloors(BenchSize size, Path data) throws Exception {
        for (Figures board : boards) {
            double floor = BenchFloors.board(data, board.board().days(), 5);
            String name = "board of " + board.board().name() + ", ";
            table.put(size, name + "first ask", "ms", board.firstAsk(), floor);
            put(size, name + "8 viewers, idle, ", board.idle(), floor);
            put(size, name + "8 different viewers, idle, ", board.idleOthers(), floor);
            put(size, name + "8 viewers, 10,000 events/s, ", board.live(), floor);
            table.put(size, name + "8 viewers, 10,000 events/s, oldest answer", "ms", board.live().oldest());
            put(size, name + "8 different viewers, 10,000 events/s, ", board.liveOthers(), floor);
            table.put(size, name + "8 different viewers, 10,000 events/s, oldest answer", "ms", board.liveOthers().oldest());
        }
        boards.clear();
    }

    private void put(BenchSize size, String row, BenchBoard.Waited waited, double floor) {
        table.put(size, row + "p50", "ms", waited.p50(), floor);
        table.put(size, row + "p95", "ms", waited.p95(), floor);
        if (waited.refused() > 0) {
            table.put(size, row + "not answered in time", "sets of " + waited.sets(), waited.refused());
        }
    }

    private void ingest(BenchSize size, BenchServer server, BenchServer.Access access, String run, Duration length) throws Exception {
        // Compiled code and filled pages first.
        var _ = BenchSender.send(access, SENDERS, run + "w", Duration.ofSeconds(5));
        double small = BenchFloors.append(work, BenchSender.EVENTS, 3);
        double large = BenchFloors.append(work, 5_000, 3);
        ingest(size, server, access, run + "a", length, "", small);
        Thread.sleep(2_000);
        Thread reading = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    var _ = BenchBoard.watch(access, 30, READERS, BenchBoard.Viewers.SAME, Duration.ofSeconds(2));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                System.err.println("A reader failed: " + e);
            }
        });
        reading.start();
        try {
            ingest(size, server, access, run + "r", length, " with 4 readers", small);
        } finally {
            reading.interrupt();
            reading.join();
        }
        table.put(size, "floor: the appender alone, 5,000 rows a commit", "rows/s", large);
    }

    private void ingest(BenchSize size, BenchServer server, BenchServer.Access access, String run, Duration length, String how, double floor)
            throws Exception {
        Duration before = server.processorTime();
        BenchSender.Sent sent = BenchSender.send(access, SENDERS, run, length);
        Duration processor = server.processorTime().minus(before);
        table.put(size, "events over HTTP, 16 senders of 100" + how, "events/s", sent.perSecond(), floor);
        table.put(size, "acknowledged after" + how + ", p50", "ms", sent.p50());
        table.put(size, "acknowledged after" + how + ", p99", "ms", sent.p99());
        table.put(size, "processor of the server for an event" + how, "µs", processor.toNanos() / 1e3 / sent.events());
    }

    private void imports(BenchSize size) throws Exception {
        Path file = BenchLines.write(work.resolve("lines.csv"), size.lines());
        double floor = BenchFloors.readCsv(work, file);
        double seconds = imported(file, "--format", "online-retail");
        table.put(size, String.format("import of %,d order lines", size.lines()), "s", seconds, floor);
        Files.delete(file);
    }

    /** A fifth as many rows of each platform's order export, recognised by their content. */
    private void formats(BenchSize size) throws Exception {
        for (BenchExports export : BenchExports.values()) {
            Path file = export.write(work.resolve("export.csv"), size.lines() / 5);
            double floor = BenchFloors.readCsv(work, file);
            double seconds = imported(file);
            table.put(
                    size,
                    String.format("import of %,d rows of %s", size.lines() / 5, export.name().toLowerCase(Locale.ROOT)),
                    "s", seconds, floor);
            Files.delete(file);
        }
    }

    /** Seconds that the command takes on a new data folder. */
    private double imported(Path file, String... options) throws Exception {
        Path data = work.resolve("imported");
        List<String> command = new ArrayList<>(
                List.of(root.resolve("bin/quanjing").toString(), "import", "--shop", "bench", "--data", data.toString()));
        command.addAll(List.of(options));
        command.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(work.resolve("output").toFile())
                .redirectError(work.resolve("messages").toFile());
        builder.environment().put("QUANJING_NO_BUILD", "yes");
        builder.environment().remove("QUANJING_DATA");
        long from = System.nanoTime();
        Process process = builder.start();
        try {
            while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - from > Duration.ofMinutes(30).toNanos()) {
                    throw new IllegalStateException("The import did not end within half an hour.");
                }
            }
        } finally {
            process.destroy();
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        String said = Files.readString(work.resolve("output"));
        if (process.exitValue() != 0 || !said.contains(" 0 rejected")) {
            throw new IllegalStateException("The import failed: " + said + Files.readString(work.resolve("messages")));
        }
        delete(data);
        return seconds;
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            System.err.println("Left behind: " + folder);
        }
    }
}
