package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.ExponentialBackoffRetry;

/** Curator's LeaderLatches and nothing else, one for each child: what Pogo is measured against. */
final class Latches implements Closeable {
    /** The number of latches that are opened at a time, as many as Pogo opens. */
    static final int AT_A_TIME = 64;

    private final String process;
    private final LineLog log;
    private final CuratorFramework client;
    private final Queue<LeaderLatch> open = new ConcurrentLinkedQueue<>();

    Latches(String process, LineLog log, String connect, Duration session) {
        this.process = process;
        this.log = log;
        client = CuratorFrameworkFactory.builder()
                .connectString(connect)
                .ensembleTracker(false)
                .sessionTimeoutMs((int) session.toMillis())
                .connectionTimeoutMs(5_000)
                .retryPolicy(new ExponentialBackoffRetry(50, 10))
                .build();
    }

    void connect() throws InterruptedException {
        client.start();
        client.blockUntilConnected();
    }

    /**
     * Opens a latch below the root for each child whose number is first, or one step more, and so on, below the end.
     */
    void open(String root, int first, int end, int step, int atATime) throws Exception {
        Semaphore places = new Semaphore(atATime);
        for (int number = first; number < end; number += step) {
            places.acquire();
            open(root, BenchChildren.id(number), places);
        }
    }

    private void open(String root, String child, Semaphore places) throws Exception {
        LeaderLatch latch = new LeaderLatch(client, root + "/" + child, process, LeaderLatch.CloseMode.NOTIFY_LEADER);
        open.add(latch);
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                log.write(ChildLine.now(process, ChildLine.Event.START, child, 0, 0, 0, 0));
                places.release();
            }

            @Override
            public void notLeader() {
                log.write(ChildLine.now(process, ChildLine.Event.END, child, 0, 0, 0, 0));
            }
        });
        latch.start();
    }

    @Override
    public void close() throws IOException {
        for (LeaderLatch latch = open.poll(); latch != null; latch = open.poll()) {
            latch.close();
        }
        client.close();
    }
}
