package io.quanjing.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A fixed port of this machine that leads to a server whose own port changes when it is started anew. */
public final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private volatile int target;

    /** Leads nowhere at first. */
    public Relay() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread accepting = Thread.ofVirtual().start(this::accept);
        if (!accepting.isVirtual()) {
            throw new IllegalStateException("A platform thread would keep the test run from ending.");
        }
    }

    /** The port to connect to. */
    public int port() {
        return door.getLocalPort();
    }

    /** From now on connections go to this port of this machine. */
    public void leadTo(int port) {
        target = port;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                Thread ignored = Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket caller) {
        try (caller;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = Thread.ofVirtual().start(() -> copy(server, caller));
            copy(caller, server);
            back.join();
        } catch (IOException away) {
            // The caller's connection is closed, as by a server that is away.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException broken) {
            // One side has gone; so does the other.
        } finally {
            try {
                to.shutdownOutput();
                to.close();
                from.close();
            } catch (IOException gone) {
                // It has gone already.
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
