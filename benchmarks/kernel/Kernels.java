import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures every method of a class called Kernel beside its floor, the method of the same name with Floor behind it; appends a table. */
final class Kernels {

    private static final String FLOOR = "Floor";

    private Kernels() {}

    public static void main(String[] arguments) throws Exception {
        Path results = Path.of(arguments[0]);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Map<String, RunResult> found = new TreeMap<>();
        new Runner(new OptionsBuilder()
                        .include("\\.\\w+Kernel\\.\\w+")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run()
                .forEach(result -> found.put(name(result), result));
        String table = table(found, arguments[1], load);
        System.out.print(table);
        Files.writeString(results, table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String name(RunResult result) {
        String method = result.getParams().getBenchmark();
        return method.substring(method.lastIndexOf('.') + 1);
    }

    private static String table(Map<String, RunResult> found, String commit, double load) throws IOException {
        StringBuilder text = new StringBuilder("\n## " + LocalDate.now() + ", " + commit + "\n\n")
                .append("- Machine: ").append(BenchTable.machine())
                .append(String.format(Locale.ROOT, "; load average before %.1f%n%n", load))
                .append("| kernel | ns | ± | B allocated | floor ns | ± | ÷ |\n|---|---|---|---|---|---|---|\n");
        found.forEach((name, result) -> {
            RunResult floor = found.get(name + FLOOR);
            if (floor != null) {
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f | %.0f | %.1f | %.1f | %.2f |%n",
                        name,
                        score(result),
                        error(result),
                        allocated(result),
                        score(floor),
                        error(floor),
                        score(result) / score(floor)));
            }
        });
        return text.toString();
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    /** JMH says nothing where nothing was. */
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(each -> each.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(each -> each.getValue().getScore())
                .findFirst()
                .orElse(0);
    }

    private static double error(RunResult result) {
        return result.getPrimaryResult().getScoreError();
    }
}
