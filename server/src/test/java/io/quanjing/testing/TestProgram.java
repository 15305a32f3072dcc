package io.quanjing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A server of others that runs in a process of its own. It can be killed and started again, with what it had. */
final class TestProgram {

    private static final long PATIENCE_SECONDS = 60;

    private final String name;
    private final ProcessBuilder command;
    private final int port;
    private final Path log;
    private Process process;

    /**
     * Starts a server, and returns when it listens.
     *
     * @param name what messages call it
     * @param port where it listens on the loopback address
     * @param log the file that has what it says
     */
    TestProgram(String name, ProcessBuilder command, int port, Path log) {
        this.name = name;
        this.command = command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        this.port = port;
        this.log = log;
        this.process = run();
        awaitPort();
    }

    /** Ends it as a loss of power would. */
    void kill() {
        try {
            if (process.isAlive()
                    && (!process.toHandle().destroyForcibly() || !process.waitFor(20, TimeUnit.SECONDS))) {
                throw new IllegalStateException(name + " does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again if it does not run, and returns when it listens. */
    void start() {
        if (!process.isAlive()) {
            process = run();
            awaitPort();
        }
    }

    private Process run() {
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPort() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < until) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IllegalStateException(name + " does not listen; see " + log);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
