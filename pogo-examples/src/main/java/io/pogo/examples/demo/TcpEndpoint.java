package io.pogo.examples.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Accepts connections while it is up, and refuses them while it is not. */
final class TcpEndpoint implements Endpoint {
    private final InetSocketAddress address;
    private ServerSocket listening;

    TcpEndpoint(InetSocketAddress address) throws IOException {
        this.address = address;
        this.listening = listen();
    }

    @Override
    public void setUp(boolean up) throws IOException {
        if (!up) {
            listening.close();
        } else if (listening.isClosed()) {
            listening = listen();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            System.err.println("Closing " + address + ": " + e);
        }
    }

    private ServerSocket listen() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address);
        Thread acceptor = new Thread(() -> accept(socket), "serve-" + address.getPort());
        acceptor.setDaemon(true);
        acceptor.start();
        return socket;
    }

    private static void accept(ServerSocket socket) {
        try (socket) {
            while (true) {
                socket.accept().close();
            }
        } catch (IOException closed) {
            // the end of this socket
        }
    }
}
