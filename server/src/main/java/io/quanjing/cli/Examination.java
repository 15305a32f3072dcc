package io.quanjing.cli;

import io.quanjing.database.DataFolderLock;
import io.quanjing.database.PostgresReport;
import io.quanjing.kernel.DataFolder;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at this machine and a data folder. Starts nothing and changes nothing. */
final class Examination {

    private static final int JDK = 25;
    private static final int PAGE_PORT = 8080;
    private static final long FREE_BYTES_NEEDED = 1_000_000_000L;
    private static final long MEGABYTE = 1_000_000;

    private final DataFolder folder;

    Examination(DataFolder folder) {
        this.folder = folder;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk());
        findings.add(memory());
        findings.add(dataFolder());
        Optional<Finding> lock = lock();
        lock.ifPresent(findings::add);
        findings.add(disk());
        findings.add(postgres());
        findings.add(warehouse());
        findings.add(port());
        findings.add(browser());
        return findings;
    }

    private static Finding jdk() {
        String text = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return Runtime.version().feature() >= JDK
                ? Finding.ok("JDK", text)
                : Finding.wrong("JDK", text + "; install a JDK " + JDK + " and point JAVA_HOME at it");
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
        int processors = Runtime.getRuntime().availableProcessors();
        String text = heap + " MB of heap at most, " + processors + " processors";
        return heap >= 400
                ? Finding.ok("memory", text)
                : Finding.note("memory", text + "; 400 MB of heap are little: set QUANJING_JAVA_OPTIONS=-Xmx1g");
    }

    private Finding dataFolder() {
        Path root = folder.root();
        if (!Files.exists(root)) {
            Path parent = existing(root);
            return Files.isWritable(parent)
                    ? Finding.ok("data folder", root + " is not there yet; the first command creates it")
                    : Finding.wrong(
                            "data folder",
                            root + " cannot be created: " + parent
                                    + " is not writable for this user. Name another one with --data");
        }
        return Files.isDirectory(root) && Files.isWritable(root)
                ? Finding.ok("data folder", root.toString())
                : Finding.wrong(
                        "data folder",
                        root + " is not a folder that this user can write. Name another one with --data");
    }

    private Optional<Finding> lock() {
        if (!Files.exists(folder.root())) {
            return Optional.empty();
        }
        try {
            return Optional.of(DataFolderLock.holder(folder)
                    .map(holder -> Finding.note(
                            "lock",
                            "in use by " + holder
                                    + "; commands on this folder have to ask it with --server and --token"))
                    .orElse(Finding.ok("lock", "free")));
        } catch (QuanjingException unusable) {
            return Optional.of(Finding.wrong("lock", String.valueOf(unusable.getMessage())));
        }
    }

    private Finding disk() {
        Path place = existing(folder.root());
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            String text = free / MEGABYTE + " MB free in " + place;
            return free >= FREE_BYTES_NEEDED
                    ? Finding.ok("disk", text)
                    : Finding.wrong("disk", text + "; the demo shop needs 1000 MB, and imports need room beside it");
        } catch (IOException failure) {
            return Finding.wrong("disk", place + " does not say how much is free: " + failure.getMessage());
        }
    }

    private Finding postgres() {
        PostgresReport report = PostgresReport.of(folder);
        return new Finding(report.wrong() ? Finding.State.WRONG : Finding.State.OK, "PostgreSQL", report.text());
    }

    private Finding warehouse() {
        Path warehouse = folder.warehouse();
        if (!Files.isDirectory(warehouse)) {
            return Finding.ok("warehouse", "none yet; the first command creates it");
        }
        try (Stream<Path> tree = Files.walk(warehouse)) {
            long bytes = 0;
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return Finding.ok("warehouse", bytes / MEGABYTE + " MB in " + warehouse);
        } catch (IOException failure) {
            return Finding.wrong("warehouse", warehouse + " cannot be read: " + failure.getMessage());
        }
    }

    private static Finding port() {
        try {
            new Address(Address.LOOPBACK, PAGE_PORT).requireFree();
            return Finding.ok("port", PAGE_PORT + " is free");
        } catch (QuanjingException taken) {
            return Finding.note("port", PAGE_PORT + " is in use; name another with --port, for example --port 8081");
        }
    }

    private static Finding browser() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String part : path.split(java.io.File.pathSeparator, -1)) {
            for (String name : names) {
                Path program = Path.of(part, name);
                if (Files.isExecutable(program)) {
                    return Finding.ok("browser for tests", program.toString());
                }
            }
        }
        return Finding.note(
                "browser for tests",
                "no Chromium in PATH; only `make check` needs it: apt-get install chromium fonts-noto-cjk");
    }

    /** The nearest folder on the way up that is there. */
    private static Path existing(Path path) {
        Path step = path;
        while (!Files.exists(step)) {
            Path parent = step.getParent();
            if (parent == null) {
                return step;
            }
            step = parent;
        }
        return step;
    }
}
