package io.quanjing.testing;

import io.quanjing.warehouse.TrinoWarehouseSettings;
import io.quanjing.warehouse.trino.SharedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * A real Trino for tests: one server process of one node per test run, started when first asked for, with an Iceberg catalog in a database of
 * the {@link TestPostgres}. Each warehouse has a schema of its own.
 */
public final class TestTrino {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private TestTrino() {}

    /** The settings of a warehouse in a new schema. */
    public static TrinoWarehouseSettings newWarehouse() {
        return warehouse("test_" + NUMBER.incrementAndGet());
    }

    /** The same settings with other addresses. */
    public static TrinoWarehouseSettings with(
            TrinoWarehouseSettings settings, String url, String catalogUrl, String location) {
        return new TrinoWarehouseSettings(
                url,
                settings.username(),
                settings.password(),
                catalogUrl,
                settings.catalogUsername(),
                settings.catalogPassword(),
                settings.catalogName(),
                location,
                settings.interactiveQueries(),
                settings.batchQueries(),
                settings.waitingRows(),
                settings.commitInterval(),
                settings.martInterval(),
                settings.pastRows());
    }

    /** The same settings with another limit of what is fetched for a moment. */
    public static TrinoWarehouseSettings withPastRows(TrinoWarehouseSettings settings, long rows) {
        return new TrinoWarehouseSettings(
                settings.url(),
                settings.username(),
                settings.password(),
                settings.catalogUrl(),
                settings.catalogUsername(),
                settings.catalogPassword(),
                settings.catalogName(),
                settings.location(),
                settings.interactiveQueries(),
                settings.batchQueries(),
                settings.waitingRows(),
                settings.commitInterval(),
                settings.martInterval(),
                rows);
    }

    /** The address of a warehouse, with Trino asked on another port of this machine. */
    public static String onPort(TrinoWarehouseSettings settings, int port) {
        return "jdbc:trino://127.0.0.1:" + port
                + URI.create(settings.url().substring("jdbc:".length())).getPath();
    }

    /** The port at which Trino is asked. */
    public static int port(TrinoWarehouseSettings settings) {
        return URI.create(settings.url().substring("jdbc:".length())).getPort();
    }

    /** The settings of the warehouse in a schema, so that what an earlier opening wrote is there again. */
    public static TrinoWarehouseSettings warehouse(String schema) {
        return Server.RUNNING.settings(schema);
    }

    /** The same warehouse without rows and without memory; that takes a third of the time of making a new one. */
    public static TrinoWarehouseSettings emptied(TrinoWarehouseSettings used) {
        String schema = schema(used);
        try (Connection connection =
                        DriverManager.getConnection(used.catalogUrl(), used.catalogUsername(), used.catalogPassword());
                JdbcCatalog catalog = new JdbcCatalog()) {
            if (!isUsed(connection, schema)) {
                return used;
            }
            initialize(catalog, used);
            for (TableIdentifier name : catalog.listTables(Namespace.of(schema))) {
                Table table = catalog.loadTable(name);
                if (table.currentSnapshot() != null) {
                    table.newDelete()
                            .deleteFromRowFilter(Expressions.alwaysTrue())
                            .commit();
                }
            }
            for (String table : List.of("quanjing_warehouse", "quanjing_commit")) {
                try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + table + " WHERE namespace = ?")) {
                    delete.setString(1, schema);
                    delete.executeUpdate();
                }
            }
            return used;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes a table of the warehouse past everybody. */
    public static void change(TrinoWarehouseSettings settings, String table, Consumer<Table> change) {
        try (JdbcCatalog catalog = new JdbcCatalog()) {
            initialize(catalog, settings);
            change.accept(catalog.loadTable(TableIdentifier.of(schema(settings), table)));
        }
    }

    private static String schema(TrinoWarehouseSettings settings) {
        return settings.url().substring(settings.url().lastIndexOf('/') + 1);
    }

    private static void initialize(JdbcCatalog catalog, TrinoWarehouseSettings used) {
        catalog.initialize(
                used.catalogName(),
                Map.of(
                        "uri",
                        used.catalogUrl(),
                        "jdbc.user",
                        used.catalogUsername(),
                        "jdbc.password",
                        used.catalogPassword(),
                        "jdbc.schema-version",
                        "V1",
                        "warehouse",
                        "local:///" + schema(used),
                        "io-impl",
                        SharedFolder.class.getName(),
                        "quanjing.folder",
                        used.location()));
    }

    /** Whether somebody opened it: the catalog's own tables are there then, which two must not make at once. */
    private static boolean isUsed(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT to_regclass('quanjing_warehouse') IS NOT NULL")) {
            if (!found.next() || !found.getBoolean(1)) {
                return false;
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM quanjing_warehouse WHERE namespace = ?")) {
            statement.setString(1, schema);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private record Server(int port, TestPostgres.Database database, Path location) {

        static final Server RUNNING = start();

        TrinoWarehouseSettings settings(String schema) {
            return new TrinoWarehouseSettings(
                    "jdbc:trino://127.0.0.1:" + port + "/iceberg/" + schema,
                    "quanjing",
                    null,
                    database.url(),
                    database.username(),
                    database.password(),
                    "quanjing",
                    location.toString(),
                    4,
                    1,
                    100_000,
                    Duration.ZERO,
                    Duration.ofMillis(1),
                    1_000_000);
        }

        private static Server start() {
            Path home = files().resolve("trino");
            if (!Files.isDirectory(home.resolve("plugin/iceberg"))) {
                throw new IllegalStateException(
                        "There is no Trino in " + home.toAbsolutePath().normalize()
                                + ". Maybe run bin/cluster fetch, or set QUANJING_CLUSTER_FILES.");
            }
            try {
                TestPostgres.Database database = TestPostgres.empty();
                Path folder = TestFolders.create("trino");
                Path location = location(folder);
                int port = freePort();
                configure(folder, database, location, port);
                Process process = launch(folder, home);
                TestFolders.beforeDeletion(() -> stop(process));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
                Server server = new Server(port, database, location);
                // Trino makes none of the tables that a catalog consists of, and two tests must not make them at once.
                try (JdbcCatalog catalog = new JdbcCatalog()) {
                    initialize(catalog, server.settings("ready"));
                }
                await(process, port, folder);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path files() {
            String named = System.getenv("QUANJING_CLUSTER_FILES");
            return named == null ? Path.of("../cluster/target") : Path.of(named);
        }

        /** In memory where the system has a folder for that: a hundred tables a test wait for the disk long. */
        private static Path location(Path folder) throws IOException {
            Path memory = Path.of("/dev/shm");
            if (!Files.isWritable(memory)) {
                return Files.createDirectories(folder.resolve("iceberg"));
            }
            Path location = Files.createTempDirectory(memory, "quanjing-iceberg-");
            TestFolders.adopt(location);
            return location;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static void configure(Path folder, TestPostgres.Database database, Path location, int port)
                throws IOException {
            Path etc = Files.createDirectories(folder.resolve("etc"));
            Files.writeString(etc.resolve("config.properties"), """
                    coordinator=true
                    node-scheduler.include-coordinator=true
                    http-server.http.port=%d
                    discovery.uri=http://127.0.0.1:%d
                    query.max-memory=600MB
                    query.max-memory-per-node=600MB
                    memory.heap-headroom-per-node=200MB
                    # Two small nodes' worth of threads: the tests have few rows and many statements.
                    task.concurrency=2
                    task.max-worker-threads=4
                    query.max-hash-partition-count=2
                    query.min-hash-partition-count=1
                    query.client.timeout=1m
                    """.formatted(port, port));
            Files.writeString(etc.resolve("log.properties"), "io.trino=WARN\nio.airlift=WARN\n");
            Path catalog = Files.createDirectories(etc.resolve("catalog"));
            Files.writeString(catalog.resolve("iceberg.properties"), """
                    connector.name=iceberg
                    iceberg.catalog.type=jdbc
                    iceberg.jdbc-catalog.driver-class=org.postgresql.Driver
                    iceberg.jdbc-catalog.connection-url=%s
                    iceberg.jdbc-catalog.connection-user=%s
                    iceberg.jdbc-catalog.connection-password=%s
                    iceberg.jdbc-catalog.catalog-name=quanjing
                    iceberg.jdbc-catalog.schema-version=V1
                    iceberg.jdbc-catalog.default-warehouse-dir=local:///
                    fs.native-local.enabled=true
                    local.location=%s
                    """.formatted(
                            database.url(), database.username(), database.password(), location));
        }

        private static Process launch(Path folder, Path home) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1200m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djdk.attach.allowAttachSelf=true",
                    "--enable-native-access=ALL-UNNAMED",
                    "--add-modules=jdk.incubator.vector",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dnode.environment=test",
                    "-Dnode.id=one",
                    "-Dnode.data-dir=" + folder.resolve("data"),
                    "-Dnode.bind-ip=127.0.0.1",
                    "-Dnode.internal-address=127.0.0.1",
                    "-Dplugin.dir=" + home.resolve("plugin").toAbsolutePath().normalize(),
                    "-Dconfig=etc/config.properties",
                    "-Dlog.levels-file=etc/log.properties",
                    "-Dcatalog.config-dir=etc/catalog",
                    "-cp",
                    home.resolve("lib").toAbsolutePath().normalize() + "/*",
                    "io.trino.server.TrinoServer"));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.directory(folder.toFile());
            builder.redirectErrorStream(true);
            builder.redirectOutput(folder.resolve("log").toFile());
            return builder.start();
        }

        private static void await(Process process, int port, Path folder) throws IOException {
            Instant end = Instant.now().plus(PATIENCE);
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/info"))
                        .build();
                while (Instant.now().isBefore(end) && process.isAlive()) {
                    try {
                        String answer = client.send(question, HttpResponse.BodyHandlers.ofString())
                                .body();
                        if (answer.contains("\"starting\":false") && answers(port)) {
                            return;
                        }
                    } catch (IOException notYet) {
                        // The port opens late.
                    }
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("Trino did not start:\n" + Files.readString(folder.resolve("log")));
        }

        /**
         * A coordinator that has started does not know yet for a moment which node has the catalog, though it lists both, and refuses what such
         * a node has to do. This needs one.
         */
        private static boolean answers(int port) {
            try (Connection connection = DriverManager.getConnection(
                            "jdbc:trino://127.0.0.1:" + port + "/iceberg/ready", "quanjing", null);
                    Statement statement = connection.createStatement()) {
                boolean ignored = statement.execute("CREATE SCHEMA IF NOT EXISTS ready");
                ignored = statement.execute("CREATE TABLE IF NOT EXISTS one AS SELECT 1 AS n");
                try (ResultSet rows = statement.executeQuery("SELECT n FROM one")) {
                    return rows.next();
                }
            } catch (SQLException notYet) {
                return false;
            }
        }

        private static void stop(Process process) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
