package io.pogo.companion;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;

/**
 * The address that a sidecar listens on: {@code unix:/path/of/a/socket}, or a loopback address and a port, {@code
 * 127.0.0.1:7071}.
 */
public final class Endpoint {
    private static final String UNIX = "unix:";
    private static final int MOST_PORT = 65_535;

    private Endpoint() {}

    /**
     * Reads an address.
     *
     * @param text a Unix socket, or a loopback address and a port
     * @return the address
     * @throws IllegalArgumentException if it is neither
     */
    public static SocketAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            return UnixDomainSocketAddress.of(text.substring(UNIX.length()));
        }
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetAddress host = InetAddress.getByName(text.substring(0, Math.max(colon, 0)));
            if (colon > 0 && port >= 0 && port <= MOST_PORT && host.isLoopbackAddress()) {
                return new InetSocketAddress(host, port);
            }
        } catch (NumberFormatException | UnknownHostException e) {
            throw new IllegalArgumentException(refused(text), e);
        }
        throw new IllegalArgumentException(refused(text));
    }

    private static String refused(String text) {
        return "the companion's address is \"" + text + "\"; it must be unix:/a/path, or a loopback address and a port"
                + " (127.0.0.1:7071)";
    }
}
