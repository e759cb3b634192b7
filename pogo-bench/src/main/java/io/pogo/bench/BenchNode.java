package io.pogo.bench;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.View;
import io.pogo.zk.CrashCompanion;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM with any number of nodes, controlled by the benchmark: {@code <number> <verb> <arguments>}. An answer begins
 * with the times at which the call began and ended, on the clock that all processes of a machine share.
 */
final class BenchNode implements CommandLoop.Commands {
    static final String SCOPE = "bench";

    private static final int MEGABYTE = 1 << 20;

    private final String process;
    private final LineLog log;
    private final String connect;
    private final Duration session;
    private final Duration rebalanceDelay;
    private final String ownership;
    private final Map<String, DistributedSupervisor> nodes = new ConcurrentSkipListMap<>();
    private volatile @Nullable Latches latches;

    /** A thread for each node that joins, since joining blocks. */
    private final ExecutorService joiners = Executors.newCachedThreadPool();

    private BenchNode(String[] args) throws IOException {
        process = args[0];
        connect = args[1];
        log = new LineLog(Path.of(args[2]));
        session = Duration.ofMillis(Long.parseLong(args[3]));
        rebalanceDelay = Duration.ofMillis(Long.parseLong(args[4]));
        ownership = args[5];
    }

    /**
     * Runs until it is told to close or its standard input ends.
     *
     * @param args process, connect string, log file, session timeout and rebalance delay in milliseconds, ownership
     */
    public static void main(String[] args) throws IOException {
        CommandLoop.run(new BenchNode(args));
    }

    @Override
    public String carryOut(String verb, List<String> arguments) throws Exception {
        switch (verb) {
            case "join" -> join(arguments, false);
            case "join-with-companion" -> join(arguments, true);
            case "start-all" -> any().startChildren(specs(arguments));
            case "start-each" -> specs(arguments).forEach(any()::startChild);
            case "terminate-all" ->
                any().terminateChildren(numbers(arguments, BenchChildren::id).toList());
            case "list" -> {
                return any().whichChildren(View.GLOBAL).size() + "";
            }
            case "heap" -> {
                return usedMegabytes() + "";
            }
            case "connect-latches" -> connectLatches();
            case "open-third" ->
                Objects.requireNonNull(latches)
                        .open(Yardsticks.BARE, number(arguments, 0), number(arguments, 1), 3, Latches.AT_A_TIME);
            case "open-all" ->
                Objects.requireNonNull(latches).open(Yardsticks.NAIVE, 0, number(arguments, 0), 1, Integer.MAX_VALUE);
            case "close-latches" -> closeLatches();
            default -> throw new IllegalArgumentException("unknown verb " + verb);
        }
        return "";
    }

    private void connectLatches() throws InterruptedException {
        Latches fresh = new Latches(process, log, connect, session);
        fresh.connect();
        latches = fresh;
    }

    private void closeLatches() throws IOException {
        Latches old = latches;
        if (old != null) {
            old.close();
            latches = null;
        }
    }

    private void join(List<String> names, boolean withCompanion) {
        names.stream()
                .map(node -> CompletableFuture.runAsync(() -> nodes.put(node, join(node, withCompanion)), joiners))
                .toList()
                .forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        nodes.values().forEach(DistributedSupervisor::close);
    }

    /** The one place where a node is made: what a benchmark compares of Pogo's options is set here. */
    private DistributedSupervisor join(String node, boolean withCompanion) {
        ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder()
                .connectString(connect)
                .scope(SCOPE)
                .nodeId(node)
                .sessionTimeout(session)
                .rebalanceDelay(rebalanceDelay)
                .ownership(ownership.equals(BenchOptions.CLAIM) ? Ownership.CLAIM : Ownership.LEADER_LATCH)
                .requestTimeout(Duration.ofMinutes(5));
        if (withCompanion) {
            builder.crashCompanion(CrashCompanion.subprocess());
        }
        new BenchChildren(process, log).offer(builder);
        return builder.start();
    }

    private DistributedSupervisor any() {
        return nodes.values().iterator().next();
    }

    /** Returns the specs for the arguments: the first number, the count and the type. */
    private static List<ChildSpec> specs(List<String> arguments) {
        return numbers(arguments, number -> BenchChildren.spec(number, arguments.get(2)))
                .toList();
    }

    private static <T> Stream<T> numbers(List<String> arguments, IntFunction<T> of) {
        int first = number(arguments, 0);
        return IntStream.range(first, first + number(arguments, 1)).mapToObj(of);
    }

    private static int number(List<String> arguments, int which) {
        return Integer.parseInt(arguments.get(which));
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }
}
