package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A relay of a TCP connection, from a port of its own to another. Data that a cut holds back is delivered when the cut
 * is healed, as after a partition; a new connection during a cut is accepted and receives nothing.
 */
final class Relay implements Closeable {
    /** The treatment of the data. */
    enum Mode {
        /** All data passes. */
        OPEN(true, true),
        /** No data passes. */
        CUT(false, false),
        /** Data from the connecting side is held back. */
        CUT_REQUESTS(false, true),
        /** Data to the connecting side is held back. */
        CUT_ANSWERS(true, false),
        /** All data passes with a delay. */
        SLOW(true, true),
        /** Connections end, and each new one does at once. */
        REFUSED(false, false),
        /**
         * The connecting side sees its connections end, and no new one lasts; the listening side's stay open and
         * receive nothing.
         */
        LOST_BY_CALLER(false, false),
        /** The listening side sees the connections end; the connecting side's stay open and receive nothing. */
        LOST_BY_LISTENER(false, false);

        private final boolean requests;
        private final boolean answers;

        Mode(boolean requests, boolean answers) {
            this.requests = requests;
            this.answers = answers;
        }

        private boolean isHalfOpen() {
            return this == LOST_BY_CALLER || this == LOST_BY_LISTENER;
        }

        private boolean refuses() {
            return this == REFUSED || isHalfOpen();
        }
    }

    private static final int SLOW_MILLIS = 250;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int RETRY_MILLIS = 10;

    private final int port;
    private final int target;
    private final int patienceMillis;
    private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
    private final Set<Socket> listeners = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private Mode mode = Mode.OPEN;
    private @Nullable ServerSocket server;

    Relay(int port, int target) {
        this(port, target, 0);
    }

    /**
     * Creates a relay to a port that may be about to listen.
     *
     * @param patienceMillis the time to wait for that port, in milliseconds. A relay cannot refuse a connection as a
     *     port without a listener does, and ZooKeeper's followers try again after a refusal, but begin a new election
     *     after a connection that breaks
     */
    Relay(int port, int target, int patienceMillis) {
        this.port = port;
        this.target = target;
        this.patienceMillis = patienceMillis;
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

    /** Returns the number of connections that are relayed. */
    int connections() {
        return listeners.size();
    }

    void set(Mode next) {
        synchronized (change) {
            mode = next;
            change.notifyAll();
        }
        lose(next, callers, listeners);
    }

    /** Ends what a mode takes from the one side, the other, or both. */
    private static void lose(Mode mode, Collection<Socket> callers, Collection<Socket> listeners) {
        if (mode == Mode.REFUSED || mode == Mode.LOST_BY_CALLER) {
            callers.forEach(Relay::close);
        }
        if (mode == Mode.REFUSED || mode == Mode.LOST_BY_LISTENER) {
            listeners.forEach(Relay::close);
        }
    }

    /** Ends the connections and forgets what was held back. */
    void reset() {
        callers.forEach(Relay::close);
        listeners.forEach(Relay::close);
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
                near.setTcpNoDelay(true);
                daemon("relay-" + port + "-connect", () -> connect(near));
            } catch (IOException e) {
                if (!opened.isClosed()) {
                    System.err.println("relay " + port + ": " + e);
                }
            }
        }
    }

    private void connect(Socket near) {
        callers.add(near);
        Socket far = mode().refuses() ? null : reach();
        if (far == null) {
            forget(near, near);
            return;
        }
        listeners.add(far);
        lose(mode(), List.of(near), List.of(far));
        daemon("relay-" + port + "-answers", () -> pump(far, near, false));
        pump(near, far, true);
    }

    private Mode mode() {
        synchronized (change) {
            return mode;
        }
    }

    private @Nullable Socket reach() {
        long deadline = System.nanoTime() + patienceMillis * 1_000_000L;
        while (true) {
            Socket far = new Socket();
            try {
                far.setTcpNoDelay(true);
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
                return far;
            } catch (IOException e) {
                close(far);
            }
            if (System.nanoTime() - deadline >= 0) {
                return null;
            }
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
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
        awaitBothEnd();
        forget(from, to);
    }

    /** The end of one side is not the end of the other while the relay is half open. */
    private void awaitBothEnd() {
        synchronized (change) {
            while (mode.isHalfOpen()) {
                try {
                    change.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
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
        for (Set<Socket> sockets : List.of(callers, listeners)) {
            sockets.remove(near);
            sockets.remove(far);
        }
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
