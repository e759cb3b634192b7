package io.pogo.zk;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** A latch that gets no thread to start on, as on a machine that has none left. */
final class Threadless extends LeaderLatch {
    Threadless(CuratorFramework client, String path, String id) {
        super(client, path, id);
    }

    @Override
    public void start() {
        throw new OutOfMemoryError("unable to create native thread");
    }
}
