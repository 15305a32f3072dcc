import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Whole processes, as somebody at a terminal waits for them. A figure in seconds says as much about the machine as about the program, so an
 * import stands beside its floor: a process that does nothing but read the same file, split it and append its columns to a table. Run it with
 * bin/bench, which says which rounds and rows there are.
 */
final class ProcessBenchmark {

    private static final String COLUMNS = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额";
    private static final String[] PROVINCES = {"上海", "广东省", "浙江省", "江苏省", "北京", "四川省", "内蒙古自治区", "新疆维吾尔自治区"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Path PROCESS_FILES = Path.of("/proc");

    private final Path root;
    private final Path work;

    private ProcessBenchmark(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "floor" -> floor(Path.of(arguments[1]), Path.of(arguments[2]));
            case "measure" ->
                measure(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), arguments[4]);
            default -> throw new IllegalArgumentException("floor or measure, not " + arguments[0]);
        }
    }

    private static void measure(Path root, int rounds, int rows, String commit) throws Exception {
        Path work = Files.createTempDirectory("quanjing-bench-");
        // Under root PostgreSQL runs as another user, who has to pass through.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        try {
            new ProcessBenchmark(root, work).run(rounds, rows, commit);
        } finally {
            delete(work);
        }
    }

    private void run(int rounds, int rows, String commit) throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Path file = orders(rows);
        List<Double> first = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        List<Double> imports = new ArrayList<>();
        List<Double> importMemory = new ArrayList<>();
        List<Double> floors = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Path data = work.resolve("data");
            first.add(start(data).seconds());
            Measured again = start(data);
            later.add(again.seconds());
            memory.add(again.megabytes());
            delete(data);
            Measured floor = command(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "ProcessBenchmark",
                    "floor",
                    file.toString(),
                    work.resolve("floor.duckdb").toString());
            floors.add(floor.seconds());
            Measured imported =
                    quanjing("import", "--format", "tmall-orders", "--shop", "bench", "--data", data.toString(), file.toString());
            delete(data);
            imports.add(imported.seconds());
            importMemory.add(imported.megabytes());
            ratios.add(imported.seconds() / floor.seconds());
            System.err.printf(
                    Locale.ROOT,
                    "round %d: first start %.1f s, later start %.1f s with %.0f MB, import %.1f s with %.0f MB, floor %.1f s%n",
                    round,
                    first.getLast(),
                    later.getLast(),
                    memory.getLast(),
                    imports.getLast(),
                    importMemory.getLast(),
                    floors.getLast());
        }
        report(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f | %.2f s | %.2f s | %.0f MB | %,d | %.2f s | %.0f MB | %.2f s | %.1f |%n",
                LocalDate.now(),
                commit,
                machine(),
                load,
                median(first),
                median(later),
                median(memory),
                rows,
                median(imports),
                median(importMemory),
                median(floors),
                median(ratios)));
    }

    /** Wall-clock time, and the most memory that was resident. */
    private record Measured(double seconds, double megabytes) {}

    /** From the command to the line that says that the page is there; then the process is told to stop. */
    private Measured start(Path data) throws Exception {
        long from = System.nanoTime();
        Process process = builder(program("serve", "--port", "0", "--data", data.toString()))
                .redirectError(work.resolve("messages").toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("Quanjing is ready")) {
                    return new Measured((System.nanoTime() - from) / 1e9, resident(process.pid()));
                }
            }
            throw new IllegalStateException("The server did not start: " + Files.readString(work.resolve("messages")));
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private Measured quanjing(String... arguments) throws Exception {
        return command(program(arguments).toArray(String[]::new));
    }

    private List<String> program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("bin/quanjing").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Measured command(String... command) throws Exception {
        long from = System.nanoTime();
        Process process = builder(List.of(command))
                .redirectOutput(work.resolve("output").toFile())
                .redirectError(work.resolve("messages").toFile())
                .start();
        double most = 0;
        while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, resident(process.pid()));
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " failed: " + Files.readString(work.resolve("messages")));
        }
        return new Measured(seconds, most);
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        // What is measured is what is built, with the settings that everybody has.
        builder.environment().put("QUANJING_NO_BUILD", "yes");
        builder.environment().remove("QUANJING_JAVA_OPTIONS");
        builder.environment().remove("QUANJING_DATA");
        return builder;
    }

    /** Of the program alone: PostgreSQL's own processes hold about 60 MB beside it. */
    private static double resident(long pid) throws Exception {
        if (Files.isDirectory(PROCESS_FILES)) {
            Path status = PROCESS_FILES.resolve(pid + "/status");
            try (Stream<String> lines = Files.lines(status)) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000.0)
                        .findFirst()
                        .orElse(0);
            } catch (IOException | java.io.UncheckedIOException ended) {
                return 0;
            }
        }
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) / 1000.0;
    }

    /** Orders of a quarter in the seven columns of the format tmall-orders; one seed, the same bytes. */
    private Path orders(int rows) throws IOException {
        Random random = new Random(618);
        LocalDateTime begin = LocalDateTime.of(2026, 1, 1, 0, 0);
        StringBuilder text = new StringBuilder(COLUMNS).append('\n');
        for (int i = 1; i <= rows; i++) {
            LocalDateTime created = begin.plusSeconds((long) i * 90 * 86_400 / rows);
            BigDecimal total = BigDecimal.valueOf(100 + random.nextInt(100_000), 2);
            boolean paid = random.nextInt(100) < 85;
            boolean refunded = paid && random.nextInt(100) < 15;
            text.append(i)
                    .append(',')
                    .append(total)
                    .append(',')
                    .append(paid && !refunded ? total : "0.0")
                    .append(',')
                    .append(PROVINCES[random.nextInt(PROVINCES.length)])
                    .append(',')
                    .append(TIME.format(created))
                    .append(',')
                    .append(paid ? TIME.format(created.plusSeconds(random.nextInt(600))) : "")
                    .append(',')
                    .append(refunded ? total : "0.0")
                    .append('\n');
        }
        return Files.writeString(work.resolve("orders.csv"), text);
    }

    /** The least that an import has to do: read, split, append, and have it on the disk. */
    private static void floor(Path file, Path database) throws Exception {
        Files.deleteIfExists(database);
        try (DuckDBConnection connection =
                        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id VARCHAR, total DECIMAL(18,4), paid DECIMAL(18,4), region VARCHAR,"
                    + " created TIMESTAMP, paid_at TIMESTAMP, refund DECIMAL(18,4))");
            try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file);
                    DuckDBAppender appender = connection.createAppender("main", "orders")) {
                boolean header = true;
                for (CsvRecord row : reader) {
                    if (header) {
                        header = false;
                        continue;
                    }
                    appender.beginRow();
                    appender.append(row.getField(0));
                    appender.append(new BigDecimal(row.getField(1)).setScale(4));
                    appender.append(new BigDecimal(row.getField(2)).setScale(4));
                    appender.append(row.getField(3));
                    appender.append(LocalDateTime.parse(row.getField(4), TIME));
                    if (row.getField(5).isEmpty()) {
                        appender.appendNull();
                    } else {
                        appender.append(LocalDateTime.parse(row.getField(5), TIME));
                    }
                    appender.append(new BigDecimal(row.getField(6)).setScale(4));
                    appender.endRow();
                }
            }
            statement.execute("CHECKPOINT");
        }
    }

    private void report(String row) throws IOException {
        Path results = root.resolve("benchmarks/results/processes.md");
        if (!Files.exists(results)) {
            Files.writeString(results, """
                    # Whole processes, as measured

                    Each row is one run of `bin/bench`: the median of its rounds. *Start*: from the command to the line that says that the page is
                    there, in a new folder and in one that is there. *Memory*: the most that was resident, of the program without PostgreSQL's own
                    processes; after a later start, and at the peak of an import. *Import*: `import --format tmall-orders` of generated orders in
                    a new folder, start included. *Floor*: a process that only reads the same file, splits it and appends its columns to a table,
                    in the same round; what compares across machines is the last column, import ÷ floor. *Load*: average of the machine before it.

                    | date | commit | machine | load | first start | later start | memory | orders | import | its memory | floor | ÷ |
                    |---|---|---|---|---|---|---|---|---|---|---|---|
                    """);
        }
        Files.writeString(results, row, StandardOpenOption.APPEND);
        System.out.print(row);
    }

    private static String machine() throws IOException {
        Path cpu = PROCESS_FILES.resolve("cpuinfo");
        String model = "";
        if (Files.exists(cpu)) {
            try (Stream<String> lines = Files.lines(cpu)) {
                model = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("");
            }
        }
        long memory = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return Runtime.getRuntime().availableProcessors() + " cores" + model + ", " + memory / 1_000_000_000 + " GB, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + Runtime.version().feature();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
