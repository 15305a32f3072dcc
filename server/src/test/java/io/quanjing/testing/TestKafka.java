package io.quanjing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker for tests, a process of its own that is broker and controller: one per test run, started when first asked for. It can
 * be killed and started again, with what it had.
 */
public final class TestKafka {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path folder;
    private final int port;
    private final int securedPort;
    private final TestProgram process;

    private TestKafka(Path folder, int port, int securedPort) {
        this.folder = folder;
        this.port = port;
        this.securedPort = securedPort;
        this.process = new TestProgram("The broker", command(folder), port, folder.resolve("broker.log"));
    }

    /** The broker of this test run, running. */
    public static TestKafka broker() {
        TestKafka broker = Shared.BROKER;
        broker.start();
        return broker;
    }

    /** The name of a topic that nobody else uses. */
    public static String newTopic() {
        return "topic-" + NUMBER.incrementAndGet();
    }

    /** Where it listens. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /**
     * Where it listens for those who encrypt and sign in: as {@code plain} with the password {@code secret "quoted"}, or by SCRAM with what is
     * made for it.
     */
    public String secured() {
        return "127.0.0.1:" + securedPort;
    }

    /** The certificate that it shows there, in PEM. */
    public String certificate() {
        try {
            return Files.readString(folder.resolve("broker.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private static ProcessBuilder command(Path folder) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars().resolve("*").toString(),
                "kafka.Kafka",
                folder.resolve("server.properties").toString());
    }

    private static Path jars() {
        Path files = Path.of(
                Optional.ofNullable(System.getenv("QUANJING_CLUSTER_FILES")).orElse("../cluster/target"));
        Path jars = files.resolve("kafka").toAbsolutePath().normalize();
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException("There is no Kafka in " + jars + ". Maybe run `bin/cluster fetch`.");
        }
        return jars;
    }

    /** Ports, held at the same time so that they differ. */
    private static int[] freePorts() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket third = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {first.getLocalPort(), second.getLocalPort(), third.getLocalPort()};
        }
    }

    private static void certify(Path folder) throws IOException {
        String keys = folder.resolve("broker.p12").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys,
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "broker",
                "-keystore",
                keys,
                "-storepass",
                "changeit",
                "-file",
                folder.resolve("broker.pem").toString());
    }

    private static void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process made = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (made.waitFor() != 0) {
                throw new IllegalStateException("keytool ended with " + made.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static TestKafka create() {
        try {
            Path folder = TestFolders.create("kafka");
            int[] ports = freePorts();
            certify(folder);
            Files.writeString(folder.resolve("server.properties"), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,SASL_SSL://127.0.0.1:%4$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%4$d
                    ssl.keystore.type=PKCS12
                    ssl.keystore.location=%5$s
                    ssl.keystore.password=changeit
                    sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
                    listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
                        user_plain="secret \\\\"quoted\\\\"";
                    listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                    controller.listener.names=CONTROLLER
                    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
                    log.dirs=%3$s
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=1
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    transaction.state.log.num.partitions=1
                    group.initial.rebalance.delay.ms=0
                    auto.create.topics.enable=false
                    num.network.threads=1
                    num.io.threads=2
                    log.cleaner.dedupe.buffer.size=2097152
                    """.formatted(
                            ports[0], ports[1], folder.resolve("data"), ports[2], folder.resolve("broker.p12")));
            // What `kafka-storage format` would write, without another second of a process.
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(
                    folder.resolve("data/meta.properties"),
                    "version=1\ncluster.id=%s\nnode.id=1\ndirectory.id=%s\n"
                            .formatted(Uuid.randomUuid(), Uuid.randomUuid()));
            TestKafka broker = new TestKafka(folder, ports[0], ports[2]);
            TestFolders.beforeDeletion(broker::kill);
            // Where no test had an application context, nobody deletes the folders.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::kill));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final TestKafka BROKER = create();
    }
}
