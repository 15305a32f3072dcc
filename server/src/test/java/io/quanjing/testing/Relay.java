package io.quanjing.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A fixed port of this machine that leads to a server whose own port changes when it is started anew. */
public final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private volatile int target;
    private volatile String told = "";
    private volatile String retold = "";
    private volatile boolean silent;
    private final Set<Socket> callers = ConcurrentHashMap.newKeySet();

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

    /** From now on nothing comes back, as from a machine whose power is gone; or again as it was. */
    public void silent(boolean on) {
        silent = on;
    }

    /** Ends the connections that are open, as a coordinator does that was killed. */
    public void hangUp() {
        callers.forEach(Relay::end);
    }

    private static void end(Socket caller) {
        try {
            caller.close();
        } catch (IOException gone) {
            // It has gone already.
        }
    }

    /** From now on the server's answers have another text of the same length in the place of one. */
    public void retell(String text, String other) {
        if (text.length() != other.length()) {
            throw new IllegalArgumentException(text + " and " + other + " have to be of one length");
        }
        told = text;
        retold = other;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                callers.add(caller);
                Thread ignored = Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket caller) {
        try (caller;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = Thread.ofVirtual().start(() -> copy(server, caller, true));
            copy(caller, server, false);
            back.join();
        } catch (IOException away) {
            // The caller's connection is closed, as by a server that is away.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            callers.remove(caller);
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (answers && silent) {
                    continue;
                }
                if (answers && !told.isEmpty()) {
                    String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                    out.write(text.replace(told, retold).getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    out.write(buffer, 0, length);
                }
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
        hangUp();
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
