package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection's way through the harness, from a port of its own to another. What a cut holds back is delivered when it is
 * healed, as after a partition; a new connection during a cut is accepted and hears nothing.
 */
final class Relay implements Closeable {
    /** What becomes of the data. */
    enum Mode {
        /** It passes. */
        OPEN(true, true),
        /** Nothing passes. */
        CUT(false, false),
        /** What the connecting side says is held back. */
        CUT_REQUESTS(false, true),
        /** What the connecting side should hear is held back. */
        CUT_ANSWERS(true, false),
        /** It passes late. */
        SLOW(true, true);

        private final boolean requests;
        private final boolean answers;

        Mode(boolean requests, boolean answers) {
            this.requests = requests;
            this.answers = answers;
        }
    }

    private static final int SLOW_MILLIS = 250;
    private static final int CONNECT_MILLIS = 1_000;

    private final int port;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private Mode mode = Mode.OPEN;
    private @Nullable ServerSocket server;

    Relay(int port, int target) {
        this.port = port;
        this.target = target;
    }

    void open() throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server = opened;
        daemon("relay-" + port, () -> accept(opened));
    }

    int port() {
        return port;
    }

    /** How many connections pass. */
    int connections() {
        return sockets.size() / 2;
    }

    void set(Mode next) {
        synchronized (change) {
            mode = next;
            change.notifyAll();
        }
    }

    /** Ends the connections and forgets what was held back. */
    void reset() {
        sockets.forEach(Relay::close);
    }

    @Override
    public void close() throws IOException {
        ServerSocket opened = server;
        if (opened != null) {
            opened.close();
        }
        reset();
        set(Mode.OPEN);
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket near = opened.accept();
                daemon("relay-" + port + "-connect", () -> connect(near));
            } catch (IOException e) {
                if (!opened.isClosed()) {
                    System.err.println("relay " + port + ": " + e);
                }
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        sockets.add(near);
        sockets.add(far);
        try {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
        } catch (IOException e) {
            forget(near, far);
            return;
        }
        daemon("relay-" + port + "-answers", () -> pump(far, near, false));
        pump(near, far, true);
    }

    private void pump(Socket from, Socket to, boolean requests) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitPassage(requests);
                out.write(buffer, 0, n);
            }
            awaitPassage(requests);
        } catch (IOException e) {
            // the other end is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forget(from, to);
    }

    private void awaitPassage(boolean requests) throws InterruptedException {
        synchronized (change) {
            while (!(requests ? mode.requests : mode.answers)) {
                change.wait();
            }
            if (mode != Mode.SLOW) {
                return;
            }
        }
        Thread.sleep(SLOW_MILLIS);
    }

    private void forget(Socket near, Socket far) {
        close(near);
        close(far);
        sockets.remove(near);
        sockets.remove(far);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed as far as we care
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
