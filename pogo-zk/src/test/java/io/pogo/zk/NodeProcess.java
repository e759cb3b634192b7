package io.pogo.zk;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.StuckAction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A node as a JVM of its own: {@code connectString scope nodeId sessionMillis journal type ownership}. It writes down what happens, one line
 * an event with the machine's monotonic clock, obeys the lines that it reads, and ends when there are none any more.
 */
final class NodeProcess {
    /** The type of children that ignore their interrupt. */
    static final String STUBBORN = "stubborn";

    private final Path journal;

    private NodeProcess(Path journal) {
        this.journal = journal;
    }

    public static void main(String[] args) throws IOException {
        NodeProcess process = new NodeProcess(Path.of(args[4]));
        DistributedSupervisor node = ZooKeeperSupervisor.builder()
                .connectString(args[0])
                .scope(args[1])
                .nodeId(args[2])
                .sessionTimeout(Duration.ofMillis(Long.parseLong(args[3])))
                .ownership(Ownership.valueOf(args[6]))
                .settleDelay(Duration.ZERO)
                .rebalanceDelay(Duration.ofMillis(100))
                .onStuckAfterLeaseLost(StuckAction.HALT)
                .shutdownHook()
                .childType(args[5], args[5].equals(STUBBORN) ? process::stubborn : process::worker)
                .start();
        process.write("JOINED", "-", 0);
        process.obey(node);
        Runtime.getRuntime().halt(0);
    }

    private void obey(DistributedSupervisor node) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals("close")) {
                node.close();
                return;
            }
            if (line.startsWith("start20andDie ")) {
                String prefix = line.substring(line.indexOf(' ') + 1);
                for (int i = 0; i < 20; i++) {
                    node.startChild(ChildSpec.of(prefix + i, "worker"));
                }
                Runtime.getRuntime().halt(137);
            }
        }
    }

    private Child worker(ChildContext context) {
        return run -> {
            write("START", run.childId(), run.fencingToken());
            try {
                Thread.currentThread().join();
            } finally {
                write("STOP", run.childId(), run.fencingToken());
            }
        };
    }

    /** Does not end, whatever one asks of it. */
    private Child stubborn(ChildContext context) {
        return run -> {
            write("START", run.childId(), run.fencingToken());
            while (true) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                Thread.interrupted();
            }
        };
    }

    private void write(String event, String childId, long token) {
        String line = event + " " + childId + " " + token + " " + System.nanoTime() + "\n";
        try {
            Files.writeString(journal, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
