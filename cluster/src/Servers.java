import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** What the cluster consists of: how each server is started and how it is asked whether it works. */
final class Servers {

    private static final String USER = "quanjing";
    private static final int QUESTION_SECONDS = 5;
    private static final int TRINO_NODES = 3;
    private static final int FILL_MINUTES = 15;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(QUESTION_SECONDS)).build();

    private final RunFolder folder;
    private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final Server postgres;
    private final Server kafka;
    private final Server coordinator;
    private final Server worker1;
    private final Server worker2;
    private final Server replicaA;
    private final Server replicaB;

    Servers(RunFolder folder) throws IOException {
        this.folder = folder;
        postgres = postgres();
        kafka = kafka();
        coordinator = trino("coordinator", RunFolder.COORDINATOR, this::coordinatorAnswers);
        worker1 = trino("worker-1", RunFolder.WORKER_1, () -> trinoStarted(RunFolder.WORKER_1));
        worker2 = trino("worker-2", RunFolder.WORKER_2, () -> trinoStarted(RunFolder.WORKER_2) && allNodesKnown());
        replicaA = replica("replica-a", RunFolder.REPLICA_A);
        replicaB = replica("replica-b", RunFolder.REPLICA_B);
    }

    /** Lists of servers that can be started together, when those of the list before answer. */
    List<List<Server>> inOrder() {
        return List.of(List.of(postgres, kafka), List.of(coordinator, worker1, worker2), List.of(replicaA, replicaB));
    }

    List<Server> all() {
        return inOrder().stream().flatMap(List::stream).toList();
    }

    Server postgresServer() {
        return postgres;
    }

    Server broker() {
        return kafka;
    }

    Server coordinatorServer() {
        return coordinator;
    }

    Server worker() {
        return worker2;
    }

    Server replicaA() {
        return replicaA;
    }

    Server replicaB() {
        return replicaB;
    }

    Server lastBeforeReplicas() {
        return worker2;
    }

    private Server postgres() throws IOException {
        Path home = folder.root().resolve("postgres");
        Path data = home.resolve("data");
        List<String> command = new ArrayList<>(PostgresUser.prefix());
        command.addAll(List.of(
                folder.files().resolve("postgres/bin/postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "config_file=" + home.resolve("etc/postgresql.conf"),
                "-c",
                "hba_file=" + home.resolve("etc/pg_hba.conf")));
        return new Server(
                "postgres",
                "127.0.0.1:" + folder.port(RunFolder.POSTGRES),
                home,
                command,
                Map.of("LC_ALL", "C"),
                () -> new PostgresUser(folder, data).prepare(),
                this::postgresAnswers);
    }

    private boolean postgresAnswers() throws Exception {
        try (Connection connection = postgresConnection("postgres");
                ResultSet known =
                        connection.createStatement().executeQuery("select 1 from pg_database where datname = '" + USER + "'")) {
            if (!known.next()) {
                connection.createStatement().execute("create database " + USER);
            }
            return true;
        }
    }

    /** A connection to a database of the cluster's PostgreSQL. */
    Connection postgresConnection(String database) throws SQLException, IOException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + folder.port(RunFolder.POSTGRES) + "/" + database
                        + "?connectTimeout=" + QUESTION_SECONDS + "&socketTimeout=60",
                USER,
                folder.password());
    }

    private Server kafka() {
        Path home = folder.root().resolve("kafka");
        String classes = folder.files().resolve("kafka") + "/*";
        String settings = home.resolve("etc/server.properties").toString();
        List<String> command = List.of(
                java,
                "-Xms128m",
                "-Xmx384m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog4j2.configurationFile=" + home.resolve("etc/log4j2.properties"),
                "-cp",
                classes,
                "kafka.Kafka",
                settings);
        return new Server("kafka", "127.0.0.1:" + folder.port(RunFolder.KAFKA), home, command, Map.of(), () -> {
            folder.configure(home.resolve("etc"), "kafka");
            if (!Files.exists(home.resolve("data/meta.properties"))) {
                Programs.run(
                        home,
                        List.of(java, "-cp", classes, "kafka.tools.StorageTool", "format", "-t", "quanjing", "-c", settings));
            }
        }, this::kafkaAnswers);
    }

    private boolean kafkaAnswers() throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:" + folder.port(RunFolder.KAFKA));
        try (Admin admin = Admin.create(properties)) {
            return !admin.describeCluster().nodes().get(QUESTION_SECONDS, TimeUnit.SECONDS).isEmpty();
        }
    }

    private Server trino(String node, int port, Callable<Boolean> question) throws IOException {
        Path home = folder.root().resolve("trino-" + node);
        List<String> command = List.of(
                folder.files().resolve("trino/bin/launcher").toString(),
                "run",
                "--etc-dir",
                home.resolve("etc").toString(),
                "--data-dir",
                home.resolve("data").toString());
        Map<String, String> environment = new HashMap<>(secrets());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Three JVMs on one machine: compiling thoroughly would take longer than what it saves while somebody tries the cluster.
        environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        environment.put("QUANJING_EXCHANGE_LOCATION", folder.shared("exchange").toString());
        return new Server(
                "trino-" + node,
                "http://127.0.0.1:" + folder.port(port),
                home,
                command,
                environment,
                () -> folder.configure(home.resolve("etc"), "trino/common", "trino/" + node),
                question);
    }

    private boolean trinoStarted(int port) throws Exception {
        HttpResponse<String> answer = get("http://127.0.0.1:" + folder.port(port) + "/v1/info");
        return answer.statusCode() == 200 && answer.body().contains("\"starting\":false");
    }

    private boolean coordinatorAnswers() throws Exception {
        return trinoStarted(RunFolder.COORDINATOR);
    }

    private boolean allNodesKnown() throws Exception {
        try (Connection connection = trinoConnection();
                ResultSet nodes = connection
                        .createStatement()
                        .executeQuery("select count(*) from system.runtime.nodes where state = 'active'")) {
            return nodes.next() && nodes.getInt(1) == TRINO_NODES;
        }
    }

    /** A connection to Trino, as a person with a tool has it. */
    Connection trinoConnection() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        return DriverManager.getConnection(
                "jdbc:trino://127.0.0.1:" + folder.port(RunFolder.COORDINATOR) + "/iceberg/quanjing", properties);
    }

    private Server replica(String name, int port) throws IOException {
        Path home = folder.root().resolve(name);
        List<String> command = replicaCommand(
                "serve",
                "--port",
                Integer.toString(folder.port(port)),
                "--data",
                home.resolve("data").toString());
        return new Server(
                name,
                "http://127.0.0.1:" + folder.port(port),
                home,
                command,
                replicaEnvironment(),
                () -> folder.configure(home.resolve("config"), "quanjing"),
                () -> get("http://127.0.0.1:" + folder.port(port) + "/api/health").statusCode() == 200);
    }

    private List<String> replicaCommand(String... arguments) {
        List<String> command = new ArrayList<>(List.of(folder.checkout().resolve("bin/quanjing").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Map<String, String> replicaEnvironment() throws IOException {
        Map<String, String> environment = new HashMap<>(secrets());
        environment.put("QUANJING_WAREHOUSE_TRINO_CATALOGPASSWORD", folder.password());
        environment.put("QUANJING_INGEST_IMPORT_LANDING", folder.shared("landing").toString());
        environment.put("QUANJING_NO_BUILD", "yes");
        environment.put("QUANJING_JAVA_OPTIONS", "-Xmx1g");
        return environment;
    }

    private Map<String, String> secrets() throws IOException {
        return Map.of(
                "QUANJING_DATABASE_PASSWORD",
                folder.password(),
                "QUANJING_WAREHOUSE_TRINO_LOCATION",
                folder.shared("warehouse").toString());
    }

    /** Brings a month of the demo shops in, once: the demo is started on the folder of replica A and stops when its history is complete. */
    void fill() throws IOException, InterruptedException {
        Path home = folder.root().resolve("replica-a");
        Path mark = home.resolve("filled");
        if (Files.exists(mark)) {
            return;
        }
        Cluster.say("Bringing in a month of the demo shops …");
        folder.configure(home.resolve("config"), "quanjing");
        Map<String, String> environment = new HashMap<>(replicaEnvironment());
        environment.put(
                "QUANJING_JAVA_OPTIONS",
                "-Xmx1g -Dquanjing.stop-when-ready=true -Dquanjing.demo.days=14 -Dquanjing.demo.scale=0.03"
                        + " -Dquanjing.demo.visits-per-second=0");
        Programs.run(
                home,
                replicaCommand("demo", "--port", "0", "--data", home.resolve("data").toString()),
                environment,
                Duration.ofMinutes(FILL_MINUTES));
        Files.createFile(mark);
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(QUESTION_SECONDS))
                        .header("X-Trino-User", USER)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
