package io.pogo.bench;

import io.pogo.ChildConflictException;
import io.pogo.ChildNotFoundException;
import io.pogo.CloseException;
import io.pogo.DistributedSupervisor;
import io.pogo.IndeterminateException;
import io.pogo.Ownership;
import io.pogo.PogoException;
import io.pogo.StartOutcome;
import io.pogo.StuckAction;
import io.pogo.UnavailableException;
import io.pogo.zk.CrashCompanion;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A node of the harness: joins, runs the children that it is assigned, and carries out the harness's calls: {@code
 * <number> <verb> <child> <call>}.
 */
final class ChaosNode {
    static final String SCOPE = "chaos";
    static final String CLOSE = "close";

    /** The command that fills the node's standard output. */
    static final String CHATTER = "chatter";

    /** The command that fills the node's heap for a number of milliseconds. */
    static final String FILL_HEAP = "fill-heap";

    private static final int JOIN_ATTEMPTS = 60;
    private static final int JOIN_PAUSE_MILLIS = 500;
    private static final int CALLERS = 8;

    /** The number of lines that is more than a pipe holds. */
    private static final int CHATTER_LINES = 1_000;

    private static final int CHATTER_WORDS = 25;

    private ChaosNode() {}

    /**
     * Runs the node until it receives the command to close or its standard input ends.
     *
     * @param args node id, process, connect string, log file, register port, session in milliseconds, what it does
     *     about children that are stuck, what its locks are, whether it has a crash companion, whether its children
     *     write nothing to ZooKeeper
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Duration session = Duration.ofMillis(Long.parseLong(args[5]));
        LineLog log = new LineLog(Path.of(args[3]));
        ChaosChildren children =
                new ChaosChildren(args[1], log, new RegisterClient(Integer.parseInt(args[4])), session);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        DistributedSupervisor supervisor = join(args, session, children);
        answer(NodeProcess.JOINED);
        while (true) {
            try {
                obey(commands, callers, supervisor, session);
                Runtime.getRuntime().halt(1);
            } catch (OutOfMemoryError e) {
                // a command is lost, as any may be
            }
        }
    }

    /** Carries out the commands; returns when there are no more to come. */
    private static void obey(
            BufferedReader commands, ExecutorService callers, DistributedSupervisor supervisor, Duration session)
            throws IOException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] fields = line.split(" ", -1);
            switch (fields[0]) {
                case CLOSE -> {
                    close(supervisor);
                    Runtime.getRuntime().halt(0);
                }
                case CHATTER -> chatter();
                case FILL_HEAP -> HeapFiller.begin(Long.parseLong(fields[1]));
                default -> callers.execute(() -> answer(fields[0] + " " + call(supervisor, fields, session)));
            }
        }
    }

    private static DistributedSupervisor join(String[] args, Duration session, ChaosChildren children)
            throws InterruptedException {
        PogoException last = null;
        for (int attempt = 0; attempt < JOIN_ATTEMPTS; attempt++) {
            ZooKeeperSupervisor.Builder builder = configure(args, session);
            children.offer(builder, Boolean.parseBoolean(args[9]));
            try {
                return builder.start();
            } catch (PogoException e) {
                System.err.println("could not join: " + e);
                last = e;
                Thread.sleep(JOIN_PAUSE_MILLIS);
            }
        }
        throw new IllegalStateException("could not join", last);
    }

    private static ZooKeeperSupervisor.Builder configure(String[] args, Duration session) {
        ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder()
                .connectString(args[2])
                .scope(SCOPE)
                .nodeId(args[0])
                .sessionTimeout(session)
                .requestTimeout(Duration.ofSeconds(10))
                .drainTimeout(Duration.ofSeconds(10))
                .rebalanceDelay(Duration.ofSeconds(2))
                .onStuckAfterLeaseLost(StuckAction.valueOf(args[6]))
                .ownership(Ownership.valueOf(args[7]));
        return Boolean.parseBoolean(args[8]) ? builder.crashCompanion(CrashCompanion.subprocess()) : builder;
    }

    private static void close(DistributedSupervisor supervisor) {
        try {
            supervisor.close();
        } catch (CloseException e) {
            System.err.println("closed: " + e);
        }
    }

    /** Makes one call; returns one word with its certain outcome. */
    private static String call(DistributedSupervisor supervisor, String[] fields, Duration session) {
        String child = fields[2];
        try {
            return switch (fields[1]) {
                case "start" ->
                    supervisor
                            .startChild(ChildKind.of(child).spec(child, session, fields[3]))
                            .name();
                case "terminate" -> supervisor.terminateChild(child) ? "TERMINATED" : "NOT_THERE";
                case "restart" -> {
                    supervisor.restartChild(child);
                    yield "RESTARTED";
                }
                default -> "UNKNOWN";
            };
        } catch (ChildConflictException e) {
            return StartOutcome.ALREADY_PRESENT.name();
        } catch (ChildNotFoundException e) {
            return "NOT_THERE";
        } catch (UnavailableException e) {
            return "UNAVAILABLE";
        } catch (IndeterminateException e) {
            return "UNKNOWN";
        } catch (RuntimeException e) {
            System.err.println("call " + String.join(" ", fields) + ": " + e);
            return "UNKNOWN";
        }
    }

    /** Writes many lines on a thread of its own, as an application does that logs much. */
    private static void chatter() {
        String line = "chatter ".repeat(CHATTER_WORDS);
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; i < CHATTER_LINES; i++) {
                        System.err.println(line);
                    }
                },
                CHATTER);
        thread.setDaemon(true);
        thread.start();
    }

    private static synchronized void answer(String line) {
        System.out.println(line);
    }
}
