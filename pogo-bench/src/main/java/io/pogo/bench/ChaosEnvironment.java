package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of the harness: servers, register and nodes, and the wanted states of the children. */
final class ChaosEnvironment implements Closeable {
    private static final Duration JOIN = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(90);

    final History history;
    final Ensemble ensemble;
    final FencedRegister register;
    final Cluster cluster;
    final ExpectedState wishes;
    final Tail tail;
    private final LineLog registerLog;

    ChaosEnvironment(Path dir, ChaosOptions options, @Nullable Path clockLibrary) throws IOException {
        Ports ports = new Ports();
        history = new History(dir.resolve(Evidence.HISTORY));
        history.tell(History.What.SESSION, "-", options.session().toNanos());
        registerLog = new LineLog(dir.resolve(Evidence.REGISTER));
        register = new FencedRegister(registerLog);
        ensemble = new Ensemble(dir, options.session(), ports);
        cluster = new Cluster(dir, ensemble, options, register.port(), ports, history, clockLibrary);
        wishes = new ExpectedState(options.children(), history);
        tail = new Tail(dir);
    }

    /** Starts servers and nodes, asks for the children and waits until they run. */
    void begin(ChaosOptions options, Calls calls) throws IOException, InterruptedException {
        ensemble.start();
        for (int i = 1; i <= options.nodes(); i++) {
            cluster.start("n" + i);
        }
        for (int i = 1; i <= options.nodes(); i++) {
            NodeProcess node = cluster.process("n" + i);
            if (node == null || !node.awaitJoined(JOIN)) {
                throw new IllegalStateException("node n" + i + " did not join within " + JOIN);
            }
        }
        calls.startAll();
        long deadline = System.nanoTime() + SETTLE.toNanos();
        while (!missing().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not running " + SETTLE + " after the start: " + missing());
            }
            Thread.sleep(500);
        }
    }

    Set<String> aliveProcesses() {
        return cluster.alive().stream()
                .flatMap(node -> Stream.ofNullable(cluster.process(node)))
                .map(NodeProcess::id)
                .collect(Collectors.toSet());
    }

    Set<String> running() throws IOException {
        return tail.running(aliveProcesses());
    }

    /** Wanted, and not running; but for those that crash all the time or end by themselves. */
    Set<String> missing() throws IOException {
        Set<String> missing = new HashSet<>();
        for (Map.Entry<String, ExpectedState.State> wish : wishes.states().entrySet()) {
            if (wish.getValue() != ExpectedState.State.UNWANTED
                    && ChildKind.of(wish.getKey()).staysUp()) {
                missing.add(wish.getKey());
            }
        }
        missing.removeAll(running());
        if (!wishes.isIdle()
                || wishes.count(ExpectedState.State.UNWANTED) == wishes.kinds().size()) {
            missing.add("(calls under way)");
        }
        return missing;
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        ensemble.close();
        register.close();
        registerLog.close();
        history.close();
    }
}
