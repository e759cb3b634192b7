package io.pogo.examples.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Accepts connections while it is up, and refuses them while it is not. */
final class TcpEndpoint implements Endpoint {
    private static final long LONGEST_CLOSE_MILLIS = 1_000;

    private final InetSocketAddress address;
    private ServerSocket listening;
    private Thread acceptor;

    TcpEndpoint(InetSocketAddress address) throws IOException {
        this.address = address;
        this.listening = bind();
        this.acceptor = startAcceptor(listening);
    }

    @Override
    public void setUp(boolean up) throws IOException {
        if (!up) {
            close();
        } else if (listening.isClosed()) {
            listening = bind();
            acceptor = startAcceptor(listening);
        }
    }

    /** The port is free only when nobody waits for a connection any more. */
    @Override
    public void close() {
        try {
            listening.close();
            acceptor.join(LONGEST_CLOSE_MILLIS);
        } catch (IOException e) {
            System.err.println("Closing " + address + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSocket bind() throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Thread startAcceptor(ServerSocket socket) {
        Thread thread = new Thread(() -> accept(socket), "serve-" + address.getPort());
        thread.setDaemon(true);
        thread.start();
        return thread;
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
