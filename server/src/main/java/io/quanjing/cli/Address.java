package io.quanjing.cli;

import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Where the server listens.
 *
 * @param host the address to bind; loopback unless somebody asked for more
 * @param port the port, 0 for any free one
 */
record Address(String host, int port) {

    static final String LOOPBACK = "127.0.0.1";

    /**
     * Refuses before anything was started if the port is taken.
     *
     * @throws QuanjingException naming the port
     */
    void requireFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
        } catch (IllegalArgumentException notAnAddress) {
            throw new QuanjingException(
                    CliError.BAD_ARGUMENT,
                    "The host " + host + " is not an address of this machine. Maybe 127.0.0.1 for this machine only, or"
                            + " 0.0.0.0 for everybody.",
                    Map.of("host", host),
                    notAnAddress);
        } catch (IOException taken) {
            throw new QuanjingException(CliError.PORT_IN_USE, portInUse(port), Map.of("port", port), taken);
        }
    }

    static String portInUse(int port) {
        return "Port " + port + " cannot be used: another program listens there. Maybe name another with --port.";
    }

    /** What to type into a browser. */
    static String url(String host, int port) {
        return "http://" + (host.equals(LOOPBACK) || host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
    }
}
