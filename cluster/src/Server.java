import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One process of the cluster, which outlives the command that started it: what is known of it lies in its folder. */
final class Server {

    private static final Duration START = Duration.ofMinutes(6);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final long PAUSE_MILLIS = 200;
    private static final int LINES_OF_A_FAILURE = 15;

    /** What happens before each start, when the process does not run. */
    @FunctionalInterface
    interface Preparation {
        void run() throws Exception;
    }

    private final String name;
    private final String address;
    private final Path folder;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Preparation preparation;
    private final Callable<Boolean> question;

    /**
     * A server as it is started and asked.
     *
     * @param question whether it does its work; an exception means no
     */
    Server(
            String name,
            String address,
            Path folder,
            List<String> command,
            Map<String, String> environment,
            Preparation preparation,
            Callable<Boolean> question) {
        this.name = name;
        this.address = address;
        this.folder = folder;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.preparation = preparation;
        this.question = question;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    void start() {
        try {
            Files.createDirectories(folder);
            preparation.run();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
            builder.environment().keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Files.writeString(processFile(), process.pid() + " " + startOf(process.toHandle()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new ClusterProblem(name + " could not be prepared: " + failure.getMessage());
        }
    }

    /** The process that was started here, if it still is there. A process id that went to somebody else does not count. */
    Optional<ProcessHandle> process() {
        try {
            String[] noted = Files.readString(processFile()).strip().split(" ");
            return ProcessHandle.of(Long.parseLong(noted[0]))
                    .filter(handle -> startOf(handle).equals(noted[1]))
                    .filter(handle -> !Zombies.contain(handle.pid()));
        } catch (IOException never) {
            return Optional.empty();
        }
    }

    boolean running() {
        return process().isPresent();
    }

    /** Whether it does its work, asked now. */
    boolean answers() {
        try {
            return running() && question.call();
        } catch (Exception no) {
            return false;
        }
    }

    /** Waits until it answers, and says how long that took. */
    Duration awaitAnswer() throws InterruptedException {
        long from = System.nanoTime();
        while (!answers()) {
            if (!running()) {
                throw new ClusterProblem(name + " ended while it started. It said:" + lastLines());
            }
            if (Seconds.since(from).compareTo(START) > 0) {
                throw new ClusterProblem(
                        name + " did not answer within " + START.toMinutes() + " minutes. It said:" + lastLines());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Seconds.since(from);
    }

    /** Ends it as a crash does; nothing of it is left when this returns. */
    void kill() throws InterruptedException {
        ProcessHandle handle = process().orElseThrow(() -> new ClusterProblem(name + " does not run."));
        boolean signalled = handle.destroyForcibly();
        while (signalled && running()) {
            Thread.sleep(10);
        }
    }

    void askToStop() {
        process().ifPresent(ProcessHandle::destroy);
    }

    /** Waits until it has stopped, kills it where it does not, and forgets it. False if there was nothing to stop. */
    boolean awaitStop() throws InterruptedException, IOException {
        boolean known = Files.exists(processFile());
        long from = System.nanoTime();
        while (running()) {
            if (Seconds.since(from).compareTo(STOP) > 0) {
                Cluster.say(name + " does not stop and is killed");
                kill();
            }
            Thread.sleep(PAUSE_MILLIS / 4);
        }
        Files.deleteIfExists(processFile());
        return known;
    }

    private Path processFile() {
        return folder.resolve("process");
    }

    private Path output() {
        return folder.resolve("output.log");
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(output());
            List<String> last = new ArrayList<>(lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
            last.addFirst("");
            return String.join(System.lineSeparator() + "    ", last) + System.lineSeparator() + "All of it: " + output();
        } catch (IOException unreadable) {
            return " nothing that can be read.";
        }
    }
}
