package io.pogo.zk;

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

/** The way to a ZooKeeper server, which can be cut: then nothing comes through, and nobody is told. */
final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean answersCut;
    private volatile Cut planned = new Cut("", false);

    Relay(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spawn(this::acceptAll);
    }

    String connectString() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    /** Cuts when the next request with this text is about to come through: that one is lost already. */
    void cutFrom(String text) {
        planned = new Cut(text, false);
    }

    /** The next request with this text comes through, and all after it; no answer does from then on. */
    void cutAnswersFrom(String text) {
        planned = new Cut(text, true);
    }

    boolean isCut() {
        return cut || answersCut;
    }

    /** Does nothing if it is not cut. */
    void heal() {
        planned = new Cut("", false);
        if (isCut()) {
            cut = false;
            answersCut = false;
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
                if (!cut && (requests || !answersCut)) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // one end has closed: so does the other
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void cutIfPlanned(byte[] buffer, int length) {
        Cut now = planned;
        if (now.isDue(buffer, length)) {
            cut = !now.answersOnly();
            answersCut = now.answersOnly();
        }
    }

    private static void spawn(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
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
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cut that is to begin with a request. */
    private record Cut(String text, boolean answersOnly) {
        boolean isDue(byte[] buffer, int length) {
            String request = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            return !text.isEmpty() && request.contains(text);
        }
    }
}
