package io.pogo.bench;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A JVM with one node or more, told what to do by the benchmark: {@code <number> <verb> <arguments>}. What it answers begins with
 * the times at which the call began and ended, on the clock that all processes of a machine share.
 */
final class BenchNode implements CommandLoop.Commands {
    static final String SCOPE = "bench";

    private static final int MEGABYTE = 1 << 20;

    private final String connect;
    private final Duration session;
    private final Duration rebalanceDelay;
    private final String ownership;
    private final BenchChildren children;
    private final Map<String, DistributedSupervisor> nodes = new ConcurrentSkipListMap<>();

    /** A thread for each node that joins, since joining blocks. */
    private final ExecutorService joiners = Executors.newCachedThreadPool();

    private BenchNode(
            String connect, Duration session, Duration rebalanceDelay, String ownership, BenchChildren children) {
        this.connect = connect;
        this.session = session;
        this.rebalanceDelay = rebalanceDelay;
        this.ownership = ownership;
        this.children = children;
    }

    /**
     * Runs until it is told to close or its standard input ends.
     *
     * @param args process, connect string, log file, session timeout and rebalance delay in milliseconds, ownership
     */
    public static void main(String[] args) throws IOException {
        BenchChildren children = new BenchChildren(args[0], new LineLog(Path.of(args[2])));
        Duration session = Duration.ofMillis(Long.parseLong(args[3]));
        Duration rebalanceDelay = Duration.ofMillis(Long.parseLong(args[4]));
        CommandLoop.run(new BenchNode(args[1], session, rebalanceDelay, args[5], children));
    }

    @Override
    public String carryOut(String verb, List<String> arguments) {
        return switch (verb) {
            case "join" -> {
                arguments.stream()
                        .map(node -> CompletableFuture.runAsync(() -> nodes.put(node, join(node)), joiners))
                        .toList()
                        .forEach(CompletableFuture::join);
                yield "";
            }
            case "start-all" -> any().startChildren(specs(arguments)).size() + "";
            case "start-each" -> {
                specs(arguments).forEach(any()::startChild);
                yield "";
            }
            case "terminate-all" ->
                any().terminateChildren(numbers(arguments, BenchChildren::id).toList()) + "";
            case "list" -> any().whichChildren(View.GLOBAL).size() + "";
            case "heap" -> usedMegabytes() + "";
            default -> throw new IllegalArgumentException("unknown verb " + verb);
        };
    }

    @Override
    public void close() {
        nodes.values().forEach(DistributedSupervisor::close);
    }

    /** The one place where a node is made: what a benchmark compares of Pogo's options is set here. */
    private DistributedSupervisor join(String node) {
        ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder()
                .connectString(connect)
                .scope(SCOPE)
                .nodeId(node)
                .sessionTimeout(session)
                .rebalanceDelay(rebalanceDelay)
                .requestTimeout(Duration.ofMinutes(5));
        children.offer(builder);
        if (ownership.equals(BenchOptions.CLAIM)) {
            throw new IllegalArgumentException(BenchOptions.NO_CLAIMS);
        }
        return builder.start();
    }

    private DistributedSupervisor any() {
        return nodes.values().iterator().next();
    }

    /** Of the arguments first, count and type. */
    private static List<ChildSpec> specs(List<String> arguments) {
        return numbers(arguments, number -> BenchChildren.spec(number, arguments.get(2)))
                .toList();
    }

    private static <T> Stream<T> numbers(List<String> arguments, IntFunction<T> of) {
        int first = Integer.parseInt(arguments.get(0));
        return IntStream.range(first, first + Integer.parseInt(arguments.get(1)))
                .mapToObj(of);
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }
}
