package io.pogo.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Makes random start, terminate and restart calls from random nodes, until it is ended. */
final class Calls {
    /**
     * Stands for the answer of a node that had no memory to read the call, or to answer it: what became of it is
     * unknown.
     */
    private static final String LOST = "LOST";

    /** The time to wait for an answer, much longer than a request may take. */
    private static final int PATIENCE_SECONDS = 30;

    private final Cluster cluster;
    private final ExpectedState wishes;
    private final int perSecond;
    private final Random random;
    private final AtomicLong number = new AtomicLong();
    private volatile boolean ended;

    Calls(Cluster cluster, ExpectedState wishes, int perSecond, long seed) {
        this.cluster = cluster;
        this.wishes = wishes;
        this.perSecond = perSecond;
        this.random = new Random(seed);
    }

    void begin() {
        if (perSecond > 0) {
            Thread thread = new Thread(this::run, "calls");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void end() {
        ended = true;
    }

    /** Asks for all children. */
    void startAll() {
        wishes.kinds().keySet().forEach(child -> {
            wishes.reserve(child);
            call(cluster.joined(), "start", child);
        });
    }

    private void run() {
        try {
            while (!ended) {
                Thread.sleep(1 + random.nextInt(2_000 / perSecond));
                List<NodeProcess> nodes = cluster.joined();
                List<String> choice = nodes.isEmpty() ? List.of() : wishes.choose(random);
                if (!choice.isEmpty()) {
                    call(nodes, choice.get(0), choice.get(1));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(List<NodeProcess> nodes, String verb, String child) {
        NodeProcess node = nodes.get(random.nextInt(nodes.size()));
        long began = System.nanoTime();
        long serial = number.incrementAndGet();
        var unused = node.call(verb + " " + child + " " + serial)
                .completeOnTimeout(LOST, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenAccept(answer -> wishes.ended(verb, child, answer, began, node.id(), serial));
    }
}
