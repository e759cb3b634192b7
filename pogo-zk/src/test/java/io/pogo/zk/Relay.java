package io.pogo.zk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The way to a ZooKeeper server, which can be long, and can be cut: then nothing comes through, and nobody is told. */
final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean muffled;
    private volatile Cut planned = new Cut("", false);
    private final ScheduledExecutorService underWay = Executors.newSingleThreadScheduledExecutor(Relay::daemon);
    private volatile Duration delay = Duration.ZERO;

    Relay(int target) {
        this(target, "127.0.0.1", 0);
    }

    /** Listens on an address of this machine's; port 0 is any. */
    Relay(int target, String address, int port) {
        this.target = target;
        try {
            door = new ServerSocket(port, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spawn(this::acceptAll);
    }

    String connectString() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return door.getLocalPort();
    }

    /** Delays everything by that time, in both directions, for good. */
    void slow(Duration oneWay) {
        delay = oneWay;
    }

    void cut() {
        cut = true;
    }

    /** Requests still come through, answers do not. */
    void muffle() {
        muffled = true;
    }

    /** Cuts when the next request with this text is about to come through: that one is lost already. */
    void cutFrom(String text) {
        planned = new Cut(text, false);
    }

    /** Muffles when the next request with this text is about to come through: that one still does. */
    void muffleFrom(String text) {
        planned = new Cut(text, true);
    }

    boolean isCut() {
        return cut || muffled;
    }

    /** Does nothing if it is not cut or muffled. */
    void heal() {
        planned = new Cut("", false);
        if (isCut()) {
            cut = false;
            muffled = false;
            drop();
        }
    }

    /** Ends the connections there are; new ones come through. */
    void drop() {
        sockets.forEach(Relay::closeQuietly);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket near = door.accept();
                sockets.add(near);
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(far);
                spawn(() -> pump(near, far, true));
                spawn(() -> pump(far, near, false));
            }
        } catch (IOException closed) {
            sockets.forEach(Relay::closeQuietly);
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (requests) {
                    cutIfPlanned(buffer, n);
                }
                if (!cut && (requests || !muffled)) {
                    pass(Arrays.copyOf(buffer, n), out);
                }
            }
        } catch (IOException e) {
            // one end has closed: so does the other
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Passes data on after the delay, in order. */
    private void pass(byte[] sent, OutputStream out) throws IOException {
        if (delay.isZero()) {
            out.write(sent);
        } else {
            var unused = underWay.schedule(
                    () -> {
                        out.write(sent);
                        return null;
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    private void cutIfPlanned(byte[] buffer, int length) {
        Cut now = planned;
        if (now.isDue(buffer, length)) {
            cut = !now.answersOnly();
            muffled = now.answersOnly();
        }
    }

    private static void spawn(Runnable task) {
        daemon(task).start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is over anyway
        }
    }

    @Override
    public void close() {
        underWay.shutdownNow();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cut, or only that of answers, that is to begin with a request. */
    private record Cut(String text, boolean answersOnly) {
        boolean isDue(byte[] buffer, int length) {
            String request = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            return !text.isEmpty() && request.contains(text);
        }
    }
}
