package io.pogo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** The speed of ZooKeeper alone. */
final class RawZooKeeper {
    private static final byte[] DATA = new byte[300];
    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 10;

    private RawZooKeeper() {}

    /**
     * Returns the duration of each of a number of creates, one after the other, after as many to warm up; in
     * nanoseconds.
     */
    static List<Long> createRoundTrips(ZooKeeper client, int count) throws KeeperException, InterruptedException {
        String root = folder(client);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < 2 * count; i++) {
            long began = System.nanoTime();
            client.create(root + "/" + i, DATA, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            nanos.add(System.nanoTime() - began);
        }
        return nanos.subList(count, nanos.size());
    }

    /** Returns the number of znodes per second that are created by transactions of 100, 10 at a time. */
    static double multiRate(ZooKeeper client, int batches) throws KeeperException, InterruptedException {
        String root = folder(client);
        Semaphore places = new Semaphore(IN_FLIGHT);
        CountDownLatch left = new CountDownLatch(batches);
        long began = System.nanoTime();
        for (int batch = 0; batch < batches; batch++) {
            places.acquire();
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                ops.add(Op.create(
                        root + "/" + (batch * BATCH + i), DATA, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
            }
            client.multi(
                    ops,
                    (rc, path, context, results) -> {
                        places.release();
                        left.countDown();
                    },
                    null);
        }
        left.await();
        return batches * BATCH / ((System.nanoTime() - began) / 1e9);
    }

    private static String folder(ZooKeeper client) throws KeeperException, InterruptedException {
        return client.create("/raw-", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
    }
}
