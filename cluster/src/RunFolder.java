import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a cluster runs: a folder a server with its configuration, data, output and process id, and a folder that all of them see. The
 * configuration is that of cluster/conf, file by file; only its ports are moved when somebody else has taken one of them.
 */
record RunFolder(Path checkout, Path files, Path root) {

    /** As they stand in cluster/conf. */
    static final int POSTGRES = 5432;

    static final int KAFKA = 9092;
    static final int KAFKA_CONTROLLER = 9093;
    static final int COORDINATOR = 8070;
    static final int WORKER_1 = 8071;
    static final int WORKER_2 = 8072;
    static final int REPLICA_A = 8080;
    static final int REPLICA_B = 8081;
    private static final List<Integer> PORTS =
            List.of(POSTGRES, KAFKA, KAFKA_CONTROLLER, COORDINATOR, WORKER_1, WORKER_2, REPLICA_A, REPLICA_B);
    private static final Pattern PORT = Pattern.compile("\\b(5432|909[23]|807[012]|808[01])\\b");
    private static final int STEP = 10_000;

    /** The variables that bin/cluster sets. */
    static RunFolder fromEnvironment() {
        Path checkout = Path.of(System.getenv("CLUSTER_CHECKOUT"));
        return new RunFolder(
                checkout, Path.of(System.getenv("CLUSTER_FILES")), Path.of(System.getenv("CLUSTER_RUN")));
    }

    boolean exists() {
        return Files.exists(root.resolve("ports"));
    }

    /** Makes what is missing: the ports are chosen once, and so is the password. */
    RunFolder prepare() throws IOException {
        Files.createDirectories(root);
        for (String shared : List.of("warehouse", "exchange", "landing")) {
            Files.createDirectories(root.resolve("shared").resolve(shared));
        }
        if (!Files.exists(root.resolve("password"))) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            Path password = Files.createFile(
                    root.resolve("password"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, HexFormat.of().formatHex(random));
        }
        if (!exists()) {
            Files.writeString(root.resolve("ports"), Integer.toString(freeShift()));
        }
        return this;
    }

    Path shared(String name) {
        return root.resolve("shared").resolve(name);
    }

    /** Of the user quanjing in PostgreSQL. */
    String password() throws IOException {
        return Files.readString(root.resolve("password"));
    }

    /** Where a server that stands at this port in cluster/conf listens here. */
    int port(int written) {
        try {
            return written + Integer.parseInt(Files.readString(root.resolve("ports")).strip());
        } catch (IOException failure) {
            throw new ClusterProblem("The ports of the cluster cannot be read: " + failure.getMessage());
        }
    }

    private static int freeShift() {
        for (int shift = 0; shift <= 5 * STEP; shift += STEP) {
            int moved = shift;
            if (PORTS.stream().allMatch(port -> free(port + moved))) {
                if (shift > 0) {
                    Cluster.say("Somebody else listens at a port of cluster/conf; all ports are moved up by " + shift + ".");
                }
                return shift;
            }
        }
        throw new ClusterProblem("No free ports were found for the cluster: of " + PORTS
                + ", and of these moved up by ten thousand five times, one is always taken.");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Copies configuration folders of cluster/conf into one, with the ports of this cluster. */
    void configure(Path target, String... folders) throws IOException {
        for (String folder : folders) {
            Path source = checkout.resolve("cluster/conf").resolve(folder);
            try (Stream<Path> tree = Files.walk(source)) {
                for (Path file : tree.filter(Files::isRegularFile).toList()) {
                    Path copy = target.resolve(source.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.writeString(copy, PORT.matcher(Files.readString(file)).replaceAll(this::moved));
                }
            }
        }
    }

    private String moved(MatchResult port) {
        return Integer.toString(port(Integer.parseInt(port.group())));
    }
}
