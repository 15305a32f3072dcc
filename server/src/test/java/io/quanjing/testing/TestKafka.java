package io.quanjing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    private Process process;

    private TestKafka(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = run();
        awaitPort();
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

    /** Ends it as a loss of power would. */
    public void kill() {
        if (!process.isAlive()) {
            return;
        }
        boolean asked = process.toHandle().destroyForcibly();
        try {
            if (!asked || !process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The broker does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again if it does not run, and returns when it listens. */
    public void start() {
        if (!process.isAlive()) {
            process = run();
            awaitPort();
        }
    }

    private Process run() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            jars().resolve("*").toString(),
                            "kafka.Kafka",
                            folder.resolve("server.properties").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("broker.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private void awaitPort() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (process.isAlive() && System.nanoTime() < until) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IllegalStateException("The broker does not listen; see " + folder.resolve("broker.log"));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Two ports, held at the same time so that they differ. */
    private static int[] freePorts() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }

    private static TestKafka create() {
        try {
            Path folder = TestFolders.create("kafka");
            int[] ports = freePorts();
            Files.writeString(
                    folder.resolve("server.properties"), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                    controller.listener.names=CONTROLLER
                    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                    log.dirs=%3$s
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=1
                    group.initial.rebalance.delay.ms=0
                    auto.create.topics.enable=false
                    num.network.threads=1
                    num.io.threads=2
                    log.cleaner.dedupe.buffer.size=2097152
                    """.formatted(ports[0], ports[1], folder.resolve("data")));
            // What `kafka-storage format` would write, without another second of a process.
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(
                    folder.resolve("data/meta.properties"),
                    "version=1\ncluster.id=%s\nnode.id=1\ndirectory.id=%s\n"
                            .formatted(Uuid.randomUuid(), Uuid.randomUuid()));
            TestKafka broker = new TestKafka(folder, ports[0]);
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
