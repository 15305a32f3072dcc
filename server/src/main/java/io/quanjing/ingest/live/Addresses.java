package io.quanjing.ingest.live;

import io.quanjing.kernel.ErrorCode;
import io.quanjing.kernel.QuanjingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Where a source may lie. Never at link-local addresses, where clouds tell their secrets, nor at ones that are nobody's own; on this machine
 * only where the settings say so, because the services of a server often trust everybody who speaks from it.
 */
public final class Addresses {

    private static final byte[] CLOUD_OF_ALIBABA = {100, 100, 100, (byte) 200};

    private final boolean loopback;
    private final String setting;
    private final ErrorCode unknown;
    private final ErrorCode forbidden;

    /**
     * Rules for the sources of a kind.
     *
     * @param loopback whether they may lie on this machine
     * @param setting what that setting is called
     * @param unknown what is told of a host without an address
     * @param forbidden what is told of one whose address is not allowed
     */
    public Addresses(boolean loopback, String setting, ErrorCode unknown, ErrorCode forbidden) {
        this.loopback = loopback;
        this.setting = setting;
        this.unknown = unknown;
        this.forbidden = forbidden;
    }

    /**
     * Looks a host up.
     *
     * @throws QuanjingException if it has no address, or one that is not allowed
     */
    public void check(String host) {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new QuanjingException(
                    unknown,
                    "The host " + host + " has no address. Maybe it is written otherwise.",
                    Map.of("address", host, "told", "unknown host"),
                    e);
        }
        for (InetAddress address : found) {
            boolean never = address.isLinkLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress()
                    || java.util.Arrays.equals(address.getAddress(), CLOUD_OF_ALIBABA);
            if (never || (address.isLoopbackAddress() && !loopback)) {
                throw new QuanjingException(
                        forbidden,
                        "The host " + host + " has the address " + address.getHostAddress()
                                + ", and the server speaks to no link-local address, and to none of its own machine unless "
                                + setting + " is true. Maybe another host is meant.",
                        Map.of("host", host, "address", address.getHostAddress()));
            }
        }
    }
}
