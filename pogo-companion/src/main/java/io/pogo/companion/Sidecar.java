package io.pogo.companion;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A companion that is no child of its node: it listens, on loopback only, and has one client at a time, which must
 * prove that it knows the secret. The end of the connection is what the end of the pipe is to a subprocess. Then it
 * waits for the next client, the node that has been started again.
 */
final class Sidecar {
    private static final int PROOF_MILLIS = 5_000;

    /** Strangers that have not proven themselves are few at a time. */
    private static final int MOST_STRANGERS = 8;

    private final ServerSocketChannel server;
    private final Path secretFile;
    private final Consumer<String> log;
    private final Semaphore client = new Semaphore(1);
    private final Semaphore strangers = new Semaphore(MOST_STRANGERS);
    private final Timer timer = new Timer("deadlines", true);

    private Sidecar(ServerSocketChannel server, Path secretFile, Consumer<String> log) {
        this.server = server;
        this.secretFile = secretFile;
        this.log = log;
    }

    /** Listens; a socket that an earlier sidecar has left is taken over. */
    static Sidecar listen(SocketAddress address, Path secretFile, Consumer<String> log) throws IOException {
        var unused = Secret.readFrom(secretFile);
        boolean unix = address instanceof UnixDomainSocketAddress;
        if (unix) {
            Files.deleteIfExists(((UnixDomainSocketAddress) address).getPath());
        }
        ServerSocketChannel server =
                unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
        server.bind(address);
        log.accept("listens on " + server.getLocalAddress());
        return new Sidecar(server, secretFile, log);
    }

    /** Serves one client after the other, for ever. */
    void serve() throws IOException, InterruptedException {
        while (true) {
            SocketChannel channel = server.accept();
            strangers.acquire();
            Thread thread = new Thread(() -> meet(channel), "client");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void meet(SocketChannel channel) {
        SessionNotice orphan = null;
        boolean taken = false;
        try (channel) {
            try {
                prove(channel);
                taken = true;
            } finally {
                strangers.release();
            }
            orphan = Watch.untilEnd(Channels.newInputStream(channel), new Rehearsal());
        } catch (IOException e) {
            log.accept("gave a client up: " + e.getMessage());
        }
        if (taken) {
            client.release();
        }
        if (orphan != null) {
            log.accept(CompanionMain.sentence(orphan, Takeover.of(orphan)));
        }
    }

    /** Returns if it has proven itself, in time, and there is no other; then it has the place. */
    private void prove(SocketChannel channel) throws IOException {
        TimerTask deadline = hangUp(channel);
        timer.schedule(deadline, PROOF_MILLIS);
        try {
            Secret.readFrom(secretFile)
                    .proveAsSidecar(
                            Channels.newInputStream(channel), Channels.newOutputStream(channel), client::tryAcquire);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            deadline.cancel();
        }
    }

    private static TimerTask hangUp(SocketChannel channel) {
        return new TimerTask() {
            @Override
            public void run() {
                try {
                    channel.close();
                } catch (IOException e) {
                    // It is closed already.
                }
            }
        };
    }
}
