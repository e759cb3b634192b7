package io.pogo.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A register that children write to and that is guarded by their tokens: a write under a lower token than the highest
 * seen is refused. It logs each write, one after the other, in the order in which it took them.
 */
final class FencedRegister implements Closeable {
    private static final int PATIENCE_MILLIS = 2_000;

    private final LineLog log;
    private final ServerSocket server;
    private final Map<String, Long> highest = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "register");
        thread.setDaemon(true);
        return thread;
    });

    FencedRegister(LineLog log) throws IOException {
        this.log = log;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("the register: " + e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line != null) {
                String[] fields = line.split(" ", -1);
                boolean accepted = write(fields[0], fields[1], Long.decode(fields[2]), Integer.parseInt(fields[3]));
                socket.getOutputStream().write(accepted ? 'A' : 'R');
            }
        } catch (IOException e) {
            // whoever wrote was killed or frozen
        }
    }

    private synchronized boolean write(String process, String child, long token, int incarnation) {
        boolean accepted = token >= highest.getOrDefault(child, 0L);
        if (accepted) {
            highest.put(child, token);
        }
        ChildLine.Event event = accepted ? ChildLine.Event.ACCEPTED : ChildLine.Event.REFUSED;
        log.write(ChildLine.now(process, event, child, token, incarnation, 0, 0));
        return accepted;
    }
}
