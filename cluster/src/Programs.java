import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that are run to their end. */
final class Programs {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Programs() {}

    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        run(folder, command, Map.of(), LIMIT);
    }

    /** Fails with what the program said, if it fails. */
    static void run(Path folder, List<String> command, Map<String, String> environment, Duration limit)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path output = folder.resolve("preparation.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new ClusterProblem(String.join(" ", command) + " took longer than " + limit.toMinutes() + " minutes.");
        }
        if (process.exitValue() != 0) {
            throw new ClusterProblem(String.join(" ", command) + " failed:" + System.lineSeparator() + Files.readString(output));
        }
    }
}
