package io.pogo.bench;

import java.io.IOException;
import org.apache.zookeeper.KeeperException;

/** Measures one thing. */
@FunctionalInterface
interface Benchmark {
    /** Measures, and reports what it has found to {@link Bench#report}. */
    void run(Bench bench) throws IOException, InterruptedException, KeeperException;
}
