package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.ExponentialBackoffRetry;

/** A JVM that opens Curator's LeaderLatches and does nothing else: what Pogo is measured against. */
final class LatchNode implements CommandLoop.Commands {
    static final String ROOT = "/latches";

    /** As many as Pogo opens at a time. */
    private static final int AT_A_TIME = 64;

    private final String process;
    private final LineLog log;
    private final CuratorFramework client;
    private final Queue<LeaderLatch> latches = new ConcurrentLinkedQueue<>();

    private LatchNode(String process, LineLog log, CuratorFramework client) {
        this.process = process;
        this.log = log;
        this.client = client;
    }

    /**
     * Runs until its standard input ends.
     *
     * @param args process, connect string, log file, session timeout in milliseconds; more is not looked at
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                args[1], Integer.parseInt(args[3]), 5_000, new ExponentialBackoffRetry(50, 10));
        client.start();
        client.blockUntilConnected();
        CommandLoop.run(new LatchNode(args[0], new LineLog(Path.of(args[2])), client));
    }

    /** Opens a latch for each child of a range: {@code open <first> <count> <step>}, all at once or a bounded number at a time. */
    @Override
    public String carryOut(String verb, List<String> arguments) throws Exception {
        Semaphore places = new Semaphore(verb.equals("open-bounded") ? AT_A_TIME : Integer.MAX_VALUE);
        int count = Integer.parseInt(arguments.get(1));
        int step = Integer.parseInt(arguments.get(2));
        for (int number = Integer.parseInt(arguments.get(0)); number < count; number += step) {
            places.acquire();
            open(BenchChildren.id(number), places);
        }
        return "";
    }

    private void open(String child, Semaphore places) throws Exception {
        LeaderLatch latch = new LeaderLatch(client, ROOT + "/" + child, process);
        latches.add(latch);
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                log.write(ChildLine.now(process, ChildLine.Event.START, child, 0, 0, 0));
                places.release();
            }

            @Override
            public void notLeader() {
                log.write(ChildLine.now(process, ChildLine.Event.END, child, 0, 0, 0));
            }
        });
        latch.start();
    }

    @Override
    public void close() {
        client.close();
    }
}
