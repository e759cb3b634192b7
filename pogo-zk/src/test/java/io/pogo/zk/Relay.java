package io.pogo.zk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a ZooKeeper server, which can be cut: then nothing comes through, and nobody is told. */
final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean muffled;

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

    /** Requests still come through, answers do not. */
    void muffle() {
        muffled = true;
    }

    /** Does nothing if it is not cut or muffled. */
    void heal() {
        if (cut || muffled) {
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
                spawn(() -> pump(near, far, false));
                spawn(() -> pump(far, near, true));
            }
        } catch (IOException closed) {
            sockets.forEach(Relay::closeQuietly);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!cut && !(answers && muffled)) {
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
}
