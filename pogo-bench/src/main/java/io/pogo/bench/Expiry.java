package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooKeeper;

/** Sees when ZooKeeper gives a node up, by a watch of its own on that node's znode in the planner's queue. */
final class Expiry implements Closeable {
    private static final String QUEUE = "/pogo/" + BenchNode.SCOPE + "/planner";

    private final ZooKeeper client;
    private final CompletableFuture<Long> gone = new CompletableFuture<>();

    private Expiry(ZooKeeper client) {
        this.client = client;
    }

    /** The node that stands first in the queue. */
    static String planner(Testbed stage) throws IOException, InterruptedException, KeeperException {
        try (Expiry look = new Expiry(stage.client())) {
            String first = look.client.getChildren(QUEUE, false).stream()
                    .min(Comparator.comparing(name -> name.substring(name.lastIndexOf('-') + 1)))
                    .orElseThrow();
            return new String(look.client.getData(QUEUE + "/" + first, false, null), StandardCharsets.UTF_8);
        }
    }

    static Expiry of(Testbed stage, String node) throws IOException, InterruptedException, KeeperException {
        Expiry expiry = new Expiry(stage.client());
        for (String name : expiry.client.getChildren(QUEUE, false)) {
            String path = QUEUE + "/" + name;
            String id = new String(expiry.client.getData(path, false, null), StandardCharsets.UTF_8);
            if (id.equals(node)) {
                expiry.client.exists(path, event -> {
                    if (event.getType() == EventType.NodeDeleted) {
                        expiry.gone.complete(System.nanoTime());
                    }
                });
                return expiry;
            }
        }
        expiry.close();
        throw new IllegalStateException(node + " does not stand in " + QUEUE);
    }

    /** Waits for it; returns when it was. */
    long await() throws InterruptedException {
        try {
            return gone.get(Testbed.MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the session did not expire within " + Testbed.MOST, e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
