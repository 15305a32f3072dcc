import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whose files PostgreSQL's are: it refuses to run as root, so under root it runs as nobody. */
record PostgresUser(RunFolder folder, Path data) {

    private static final int NOBODY = 65534;
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    /** What stands before a command line so that it runs as that user. */
    static List<String> prefix() {
        return ROOT
                ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--")
                : List.of();
    }

    /** The configuration as it is now, the data folder on the first call, and nothing that a killed server left in the way. */
    void prepare() throws IOException, InterruptedException {
        Path home = data.getParent();
        folder.configure(home.resolve("etc"), "postgres");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            create(home);
        }
        Path noted = data.resolve("postmaster.pid");
        if (Files.exists(noted)) {
            long pid = Long.parseLong(Files.readAllLines(noted).getFirst().strip());
            if (ProcessHandle.of(pid).isEmpty() || Zombies.contain(pid)) {
                Files.delete(noted);
            }
        }
    }

    private void create(Path home) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Path password = Files.writeString(home.resolve("password"), folder.password());
        give(data);
        give(password);
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of(
                folder.files().resolve("postgres/bin/initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                "quanjing",
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C"));
        Programs.run(home, command);
        Files.delete(password);
    }

    private static void give(Path path) throws IOException {
        if (!ROOT) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.toList()) {
                Files.setAttribute(each, "unix:uid", NOBODY);
                Files.setAttribute(each, "unix:gid", NOBODY);
            }
        }
    }
}
