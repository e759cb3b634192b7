package io.pogo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports, below those that the system gives to outgoing connections, so that they are still free when a server
 * restarts.
 */
final class Ports {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 30_000;
    private static final int TRIES = 1_000;

    private int next = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - TRIES);

    int free() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = next++;
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // somebody else's
            }
        }
        throw new IllegalStateException("no free port from " + (next - TRIES) + " on");
    }
}
