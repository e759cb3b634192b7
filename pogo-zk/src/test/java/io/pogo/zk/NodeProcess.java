package io.pogo.zk;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildFactory;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryOneTime;
import org.slf4j.LoggerFactory;

/**
 * A node as a JVM of its own: {@code connectString scope nodeId sessionMillis journal type ownership}, and
 * the address and the secret of a sidecar if it has one. It writes down what happens, one line
 * an event with the machine's monotonic clock, obeys the lines that it reads, and ends when there are none any more.
 */
final class NodeProcess {
    /** The type of children that ignore their interrupt. */
    static final String STUBBORN = "stubborn";

    /** The type of children that end their JVM. */
    static final String EXITING = "exiting";

    /** Properties. */
    static final String WITH_COMPANION = "pogo.test.companion";

    /** Where ZooKeeper is, if it is not at the first argument. */
    static final String CONNECT = "pogo.test.connect";

    /** Uses a client of its own and not Pogo's. */
    static final String OWN_CLIENT = "pogo.test.ownClient";

    static final String WITHOUT_HOOK = "pogo.test.withoutHook";

    static final int EXIT_CODE = 3;

    private static final int SIDECAR = 7;
    private static final int CHATTER_LINES = 2_000;
    private static final int CHATTER_WORDS = 25;

    private final Path journal;

    private NodeProcess(Path journal) {
        this.journal = journal;
    }

    public static void main(String[] args) throws IOException {
        NodeProcess process = new NodeProcess(Path.of(args[4]));
        String connect = System.getProperty(CONNECT, args[0]);
        ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder()
                .scope(args[1])
                .nodeId(args[2])
                .sessionTimeout(Duration.ofMillis(Long.parseLong(args[3])))
                .ownership(Ownership.valueOf(args[6]))
                .settleDelay(Duration.ZERO)
                .rebalanceDelay(Duration.ofMillis(100))
                .onStuckAfterLeaseLost(StuckAction.HALT)
                .childType(args[5], process.factory(args[5]));
        if (Boolean.getBoolean(OWN_CLIENT)) {
            builder.client(client(connect, Integer.parseInt(args[3])));
        } else {
            builder.connectString(connect);
        }
        if (!Boolean.getBoolean(WITHOUT_HOOK)) {
            builder.shutdownHook();
        }
        if (args.length > SIDECAR) {
            builder.crashCompanion(CrashCompanion.sidecar(args[SIDECAR], Path.of(args[SIDECAR + 1])));
        } else if (Boolean.getBoolean(WITH_COMPANION)) {
            builder.crashCompanion(CrashCompanion.subprocess());
        }
        DistributedSupervisor node = builder.start();
        process.write("JOINED", "-", 0);
        process.obey(node);
    }

    private void obey(DistributedSupervisor node) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            switch (line) {
                case "close" -> {
                    node.close();
                    Runtime.getRuntime().halt(0);
                }
                case "return" -> {
                    return;
                }
                case "halt" -> Runtime.getRuntime().halt(4);
                case "exit" -> System.exit(EXIT_CODE);
                case "oom" -> eatUp();
                case "chatter" -> chatter();
                default -> {}
            }
            if (line.startsWith("start20andDie ")) {
                String prefix = line.substring(line.indexOf(' ') + 1);
                for (int i = 0; i < 20; i++) {
                    node.startChild(ChildSpec.of(prefix + i, "worker"));
                }
                Runtime.getRuntime().halt(137);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static CuratorFramework client(String connect, int sessionMillis) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(connect)
                .sessionTimeoutMs(sessionMillis)
                .connectionTimeoutMs(2_000)
                .retryPolicy(new RetryOneTime(100))
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                .build();
        client.start();
        return client;
    }

    /** Logs more than a pipe holds, as an application does, on a thread of its own. */
    private static void chatter() {
        String line = "chatter ".repeat(CHATTER_WORDS);
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; i < CHATTER_LINES; i++) {
                        LoggerFactory.getLogger("chatter").error(line);
                    }
                },
                "chatter");
        thread.setDaemon(true);
        thread.start();
    }

    private static void eatUp() {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < Integer.MAX_VALUE) {
            eaten.add(new byte[1 << 20]);
        }
    }

    private ChildFactory factory(String type) {
        return switch (type) {
            case STUBBORN -> this::stubborn;
            case EXITING -> this::exiting;
            default -> this::worker;
        };
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

    /** Its thread waits in there for the shutdown hooks, whatever one asks of it. */
    private Child exiting(ChildContext context) {
        return run -> {
            write("START", run.childId(), run.fencingToken());
            System.exit(EXIT_CODE);
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
