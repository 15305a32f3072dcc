import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The figures of a run: a row each, a column for each size; what the run before had of the same size stands before the arrow. */
final class BenchTable {

    /**
     * A figure.
     *
     * @param value in the row's unit
     * @param floor the least that it could be, or NaN without one
     */
    private record Cell(double value, double floor) {}

    private final Path kept;
    private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, Long> sizes = new LinkedHashMap<>();

    /** @param kept where the figures of the last run of each size are remembered */
    BenchTable(Path kept) {
        this.kept = kept;
    }

    /** A figure beside which there is no floor. */
    void put(BenchSize size, String row, String unit, double value) {
        put(size, row, unit, value, Double.NaN);
    }

    void put(BenchSize size, String row, String unit, double value, double floor) {
        sizes.put(size.name(), size.events());
        units.put(row, unit);
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(size.name(), new Cell(value, floor));
        System.err.printf(
                Locale.ROOT,
                "%s: %s: %s %s%s%n",
                size.name(),
                row,
                text(value),
                unit,
                Double.isNaN(floor) ? "" : String.format(Locale.ROOT, ", floor %s, ÷ %.1f", text(floor), ratio(unit, value, floor)));
    }

    /** How many times worse than the floor: of a rate the other way round. */
    private static double ratio(String unit, double value, double floor) {
        return unit.endsWith("/s") ? floor / value : value / floor;
    }

    private static String text(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : value >= 10 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.2f", value);
    }

    /** Appends to the results, and prints. */
    void report(Path results, String commit, double load) throws IOException {
        Map<String, Properties> before = new TreeMap<>();
        for (String size : sizes.keySet()) {
            Properties known = new Properties();
            Path file = kept.resolve("last-" + size + ".properties");
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    known.load(reader);
                }
            }
            before.put(size, known);
        }
        StringBuilder text = new StringBuilder();
        text.append("\n## ").append(LocalDate.now()).append(", ").append(commit).append("\n\n");
        text.append("- Machine: ").append(machine()).append("; load average before ").append(String.format(Locale.ROOT, "%.1f", load)).append('\n');
        before.forEach((size, known) -> {
            if (known.containsKey("commit")) {
                text.append("- Before the arrow, ").append(size).append(": ").append(known.getProperty("commit")).append('\n');
            }
        });
        text.append("\n| figure | unit |");
        sizes.keySet().forEach(size -> text.append(' ').append(size).append(" events | floor | ÷ |"));
        text.append("\n|---|---|").append("---|---|---|".repeat(sizes.size())).append('\n');
        rows.forEach((row, cells) -> {
            text.append("| ").append(row).append(" | ").append(units.get(row)).append(" |");
            for (String size : sizes.keySet()) {
                Cell cell = cells.get(size);
                if (cell == null) {
                    text.append(" | | |");
                    continue;
                }
                String was = before.getOrDefault(size, new Properties()).getProperty(row);
                text.append(' ').append(was == null ? "" : text(Double.parseDouble(was)) + " → ").append(text(cell.value()));
                text.append(Double.isNaN(cell.floor())
                        ? " | | |"
                        : " | " + text(cell.floor()) + " | "
                                + String.format(Locale.ROOT, "%.2f", ratio(String.valueOf(units.get(row)), cell.value(), cell.floor())) + " |");
            }
            text.append('\n');
        });
        System.out.print(text);
        Files.writeString(results, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        for (String size : sizes.keySet()) {
            Properties now = new Properties();
            now.setProperty("commit", commit);
            rows.forEach((row, cells) -> {
                if (cells.get(size) != null) {
                    now.setProperty(row, Double.toString(cells.get(size).value()));
                }
            });
            Files.createDirectories(kept);
            try (var writer = Files.newBufferedWriter(kept.resolve("last-" + size + ".properties"))) {
                now.store(writer, "figures of the last run");
            }
        }
    }

    static String machine() throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
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
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java " + Runtime.version().feature();
    }
}
