package io.pogo.zk.internal.companion;

import io.pogo.companion.Secret;
import io.pogo.engine.base.Threads;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection to a sidecar. Once proven it does not block: a channel that blocks is closed when its thread is
 * interrupted, by whomever, and that would be this JVM's death to the sidecar.
 */
public final class CompanionConnection implements CompanionLink {
    private static final Duration PROOF = Duration.ofSeconds(5);
    private static final Duration FULL = Duration.ofMillis(10);

    /** The channels that stay open, referenced here so that the garbage collector does not close them. */
    private static final Set<SocketChannel> LEFT_OPEN = ConcurrentHashMap.newKeySet();

    private final SocketChannel channel;
    private final String address;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Selector selector;

    private CompanionConnection(SocketChannel channel, String address) throws IOException {
        this.channel = channel;
        this.address = address;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Connects; each end proves itself to the other before any session is named. */
    public static CompanionConnection open(SocketAddress at, String address, Path secretFile) throws IOException {
        SocketChannel channel = SocketChannel.open(at);
        try {
            prove(channel, Secret.readFrom(secretFile));
            CompanionConnection connection = new CompanionConnection(channel, address);
            Threads.factory(address, "companion-watch")
                    .newThread(connection::watch)
                    .start();
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void prove(SocketChannel channel, Secret secret) throws IOException {
        var deadline = CompletableFuture.delayedExecutor(PROOF.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
        CompletableFuture<Void> proven = new CompletableFuture<>();
        deadline.execute(() -> {
            if (proven.complete(null)) {
                closeQuietly(channel);
            }
        });
        secret.proveAsNode(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        if (!proven.complete(null)) {
            throw new IOException("the sidecar did not prove itself within " + PROOF.toMillis() + " ms");
        }
    }

    /** Returns true at once: the sidecar has already proved itself. */
    @Override
    public boolean awaitReady() {
        return true;
    }

    @Override
    public void say(byte[] message) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(message);
        while (left.hasRemaining()) {
            if (channel.write(left) == 0) {
                LockSupport.parkNanos(FULL.toNanos());
            }
        }
    }

    @Override
    public CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    /**
     * Leaves the channel open for as long as this JVM lives: a close without a farewell would report that this JVM is
     * dead.
     */
    @Override
    public void abandon() {}

    /**
     * Waits for the end of the connection. A sidecar sends nothing more; its end is detected by the end of its stream,
     * after which the connection has no meaning and is closed. If only this end sees a failure, the connection still
     * has one: then it stays open.
     */
    private void watch() {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        try {
            while (channel.isOpen()) {
                selector.select();
                if (Thread.interrupted() || !channel.isOpen()) {
                    continue;
                }
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    closeQuietly(channel);
                }
            }
            ended.complete("the connection is closed");
        } catch (IOException | RuntimeException e) {
            LEFT_OPEN.add(channel);
            ended.complete("the connection broke: " + e);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    @Override
    public String toString() {
        return "sidecar " + address;
    }
}
