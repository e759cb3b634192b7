package io.pogo.console;

import io.pogo.UnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Ends an attempt to connect early where no server can be reached: ZooKeeper's client goes on trying for the whole
 * time-out when every server refuses the connection or no name is known.
 */
final class Reachability {
    private static final Duration FIRST_LOOK = Duration.ofMillis(300);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);
    private static final int LOOKS = 2;
    private static final int PATIENCE_MILLIS = 500;
    private static final int DEFAULT_PORT = 2181;

    private final String connectString;

    Reachability(String connectString) {
        this.connectString = connectString;
    }

    /**
     * Connects, on a thread of its own.
     *
     * @throws UnavailableException as soon as every server has been seen to be out of reach twice
     */
    <T> T connect(Supplier<T> attempt) throws InterruptedException {
        FutureTask<T> connecting = new FutureTask<>(attempt::get);
        Thread thread = new Thread(connecting, "pogo-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            Duration pause = FIRST_LOOK;
            for (int look = 0; look < LOOKS; look++) {
                if (isDone(connecting, pause)) {
                    break;
                }
                List<String> obstacles = obstacles();
                if (obstacles.isEmpty()) {
                    break;
                }
                if (look == LOOKS - 1) {
                    connecting.cancel(true);
                    throw new UnavailableException(
                            "ZooKeeper at " + connectString + " cannot be reached: " + String.join("; ", obstacles),
                            null);
                }
                pause = BETWEEN_LOOKS;
            }
            return connecting.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private static boolean isDone(FutureTask<?> task, Duration patience) throws InterruptedException {
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
        return true;
    }

    /** Returns what keeps each server out of reach; empty if one of them may answer. */
    private List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        for (String server : servers()) {
            InetSocketAddress address = address(server);
            if (address.isUnresolved()) {
                obstacles.add("the host " + address.getHostString() + " is not known");
            } else {
                try (Socket socket = new Socket()) {
                    socket.connect(address, PATIENCE_MILLIS);
                    return List.of();
                } catch (ConnectException e) {
                    obstacles.add(server + " refuses the connection");
                } catch (IOException e) {
                    return List.of();
                }
            }
        }
        return obstacles;
    }

    private List<String> servers() {
        int chroot = connectString.indexOf('/');
        String list = chroot < 0 ? connectString : connectString.substring(0, chroot);
        return List.of(list.split(",", -1)).stream()
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .toList();
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > 0
                && colon > server.lastIndexOf(']')
                && server.substring(colon + 1).matches("[0-9]{1,5}");
        String host = hasPort ? server.substring(0, colon) : server;
        int port = hasPort ? Math.min(Integer.parseInt(server.substring(colon + 1)), 65_535) : DEFAULT_PORT;
        return new InetSocketAddress(host.replaceAll("^\\[|\\]$", ""), port);
    }
}
